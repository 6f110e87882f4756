#ifndef COnnxRuntime_H
#define COnnxRuntime_H

// The part of ONNX Runtime's C interface that we call, found at run time: no header and no library of its is needed to build.
//
// The library exports one function, OrtGetApiBase, which hands out a table of functions. The table only ever grows, so a position
// in it means the same function in every later version. Handles are opaque; a status is null when the call went well.

#include <stddef.h>
#include <stdint.h>

/// The version of the table that we ask for. Every function below has been in it since version 1.
enum { macaroni_ort_api_version = 13 };

/// ORT_LOGGING_LEVEL_FATAL: what goes wrong reaches us as a status, so the library has nothing to print.
enum { macaroni_ort_log_fatal = 4 };

/// ORT_ENABLE_ALL, of GraphOptimizationLevel.
enum { macaroni_ort_optimise_all = 99 };

/// OrtArenaAllocator and OrtMemTypeDefault.
enum { macaroni_ort_arena_allocator = 1, macaroni_ort_memory_default = 0 };

typedef void *ort_handle;
typedef void *ort_status;

typedef struct {
  const char *version;

  const char *(*error_message)(ort_status);
  ort_status (*create_env)(int level, const char *name, ort_handle *env);
  ort_status (*create_session)(ort_handle env, const char *path, ort_handle options, ort_handle *session);
  ort_status (*run)(
      ort_handle session, ort_handle run_options, const char *const *input_names, const ort_handle *inputs, size_t input_count,
      const char *const *output_names, size_t output_count, ort_handle *outputs);
  ort_status (*create_session_options)(ort_handle *options);
  ort_status (*set_optimisation_level)(ort_handle options, int level);
  ort_status (*set_intra_op_threads)(ort_handle options, int count);
  ort_status (*set_inter_op_threads)(ort_handle options, int count);
  ort_status (*input_count)(ort_handle session, size_t *count);
  ort_status (*output_count)(ort_handle session, size_t *count);
  ort_status (*input_type)(ort_handle session, size_t index, ort_handle *type);
  ort_status (*output_type)(ort_handle session, size_t index, ort_handle *type);
  ort_status (*input_name)(ort_handle session, size_t index, ort_handle allocator, char **name);
  ort_status (*output_name)(ort_handle session, size_t index, ort_handle allocator, char **name);
  ort_status (*create_run_options)(ort_handle *options);
  ort_status (*terminate)(ort_handle run_options);
  ort_status (*create_tensor)(
      ort_handle memory, void *data, size_t bytes, const int64_t *shape, size_t rank, int element_type, ort_handle *value);
  ort_status (*is_tensor)(ort_handle value, int *answer);
  ort_status (*tensor_data)(ort_handle value, void **data);
  ort_status (*tensor_type)(ort_handle type, const void **info);
  ort_status (*element_type)(const void *info, int *type);
  ort_status (*rank)(const void *info, size_t *rank);
  ort_status (*dimensions)(const void *info, int64_t *dimensions, size_t rank);
  ort_status (*element_count)(const void *info, size_t *count);
  ort_status (*value_type_and_shape)(ort_handle value, ort_handle *info);
  ort_status (*create_cpu_memory)(int allocator, int type, ort_handle *memory);
  ort_status (*allocator_free)(ort_handle allocator, void *pointer);
  ort_status (*default_allocator)(ort_handle *allocator);

  void (*release_env)(ort_handle);
  void (*release_status)(ort_status);
  void (*release_memory)(ort_handle);
  void (*release_session)(ort_handle);
  void (*release_value)(ort_handle);
  void (*release_run_options)(ort_handle);
  void (*release_type)(ort_handle);
  void (*release_type_and_shape)(ort_handle);
  void (*release_session_options)(ort_handle);
} ort_api;

/// Opens the library at `path` and fills `api`. Returns 0, or another number with a reason in `error`.
/// The library stays open until the process ends: its threads and thread-local values do not survive being unloaded.
int macaroni_ort_load(const char *path, ort_api *api, char *error, size_t error_size);

#endif
