#include <archive.h>
#include <archive_entry.h>

// AE_IFREG is a macro with a cast in it, which Swift does not import.
static inline void macaroni_archive_entry_set_regular(struct archive_entry *entry) {
  archive_entry_set_filetype(entry, AE_IFREG);
}
static inline int macaroni_archive_entry_is_regular(struct archive_entry *entry) {
  return archive_entry_filetype(entry) == AE_IFREG;
}
static inline int macaroni_archive_entry_is_directory(struct archive_entry *entry) {
  return archive_entry_filetype(entry) == AE_IFDIR;
}
