#ifndef MACARONI_CNATIVE_H
#define MACARONI_CNATIVE_H

// Linux calls that the Swift overlay of the C library does not show, because they are GNU extensions or variadic.

/// Exchanges two names in one step; 0 on success, the errno otherwise.
int macaroni_exchange(const char *one, const char *other);

/// Takes a lock on an open file, exclusive or shared, without waiting unless `wait` is set; 0 on success, the errno
/// otherwise.
int macaroni_lock(int file, int shared, int wait);

/// Starts a program: its input is empty, its output and errors go to the files given, and it ends when the calling thread
/// does. Signals are as they were before `macaroni_catch_signals`. Returns the process, or minus the errno.
///
/// posix_spawn cannot ask for the signal on the parent's death, and Foundation's Process costs milliseconds a start.
int macaroni_spawn(const char *path, char *const arguments[], char *const environment[], int output, int errors);

/// A pipe that programs started later do not inherit; 0 on success, the errno otherwise.
int macaroni_pipe(int ends[2]);

/// Turns SIGCHLD, SIGINT and SIGTERM into bytes that can be read from the file returned, whichever thread they reach; minus
/// the errno on failure. A write beyond a limit becomes an error instead of a signal.
int macaroni_catch_signals(void);

/// Makes children whose parent has ended children of this process, so that none is lost; 0 on success.
int macaroni_adopt_orphans(void);

/// The width of the terminal on `file` in columns; 0 where it is none.
int macaroni_terminal_columns(int file);

#endif
