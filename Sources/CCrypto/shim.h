// The calls below are marked as deprecated, which Swift would warn of.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/evp.h>
#include <openssl/sha.h>

// In one call without an algorithm fetched by name first, which takes longer than hashing a line does. The code behind it, with
// the processor's SHA instructions where it has them, is the same.
static inline void macaroni_sha256(const void *bytes, size_t count, void *digest) {
  SHA256_CTX context;
  SHA256_Init(&context);
  if (count) SHA256_Update(&context, bytes, count);
  SHA256_Final((unsigned char *)digest, &context);
}
