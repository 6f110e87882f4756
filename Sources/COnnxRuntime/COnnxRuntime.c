#include "COnnxRuntime.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

typedef struct {
  const void *const *(*get_api)(uint32_t version);
  const char *(*get_version)(void);
} api_base;

int macaroni_ort_load(const char *path, ort_api *api, char *error, size_t error_size) {
  memset(api, 0, sizeof *api);

  // Local, so that two engines can be open at once without seeing each other's symbols.
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    const char *reason = dlerror();
    snprintf(error, error_size, "%s", reason ? reason : "the library cannot be opened");
    return 1;
  }

  const api_base *(*get_base)(void) = NULL;
  *(void **)&get_base = dlsym(library, "OrtGetApiBase");
  if (!get_base) {
    snprintf(error, error_size, "it has no OrtGetApiBase, so it is not ONNX Runtime");
    dlclose(library);
    return 2;
  }

  const api_base *base = get_base();
  const void *const *table = base ? base->get_api(macaroni_ort_api_version) : NULL;
  if (!table) {
    snprintf(error, error_size, "it does not offer version %d of its interface", macaroni_ort_api_version);
    return 3;
  }

  api->version = base->get_version();
#define AT(position, member) memcpy(&api->member, &table[position], sizeof(void *))
  AT(2, error_message);
  AT(3, create_env);
  AT(7, create_session);
  AT(9, run);
  AT(10, create_session_options);
  AT(23, set_optimisation_level);
  AT(24, set_intra_op_threads);
  AT(25, set_inter_op_threads);
  AT(30, input_count);
  AT(31, output_count);
  AT(33, input_type);
  AT(34, output_type);
  AT(36, input_name);
  AT(37, output_name);
  AT(39, create_run_options);
  AT(46, terminate);
  AT(49, create_tensor);
  AT(50, is_tensor);
  AT(51, tensor_data);
  AT(55, tensor_type);
  AT(60, element_type);
  AT(61, rank);
  AT(62, dimensions);
  AT(64, element_count);
  AT(65, value_type_and_shape);
  AT(69, create_cpu_memory);
  AT(76, allocator_free);
  AT(78, default_allocator);
  AT(92, release_env);
  AT(93, release_status);
  AT(94, release_memory);
  AT(95, release_session);
  AT(96, release_value);
  AT(97, release_run_options);
  AT(98, release_type);
  AT(99, release_type_and_shape);
  AT(100, release_session_options);
#undef AT
  return 0;
}
