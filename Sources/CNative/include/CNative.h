#ifndef MACARONI_CNATIVE_H
#define MACARONI_CNATIVE_H

// Linux calls that the Swift overlay of the C library does not show, because they are GNU extensions or variadic.

/// Exchanges two names in one step; 0 on success, the errno otherwise.
int macaroni_exchange(const char *one, const char *other);

/// Asks the kernel to end this process with `signal` when its parent dies; 0 on success.
int macaroni_die_with_parent(int signal);

/// Takes an exclusive lock on an open file, without waiting unless `wait` is set; 0 on success, the errno otherwise.
int macaroni_lock(int file, int wait);

/// The width of the terminal on `file` in columns; 0 where it is none.
int macaroni_terminal_columns(int file);

#endif
