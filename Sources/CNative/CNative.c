#define _GNU_SOURCE
#include "CNative.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

int macaroni_exchange(const char *one, const char *other) {
  return renameat2(AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE) == 0 ? 0 : errno;
}

// The programs have jemalloc in malloc's place; whoever links this without it has the C library's.
extern int mallctl(const char *name, void *old, size_t *old_size, void *new, size_t new_size) __attribute__((weak));

void macaroni_return_freed_memory(void) {
  if (mallctl) {
    mallctl("thread.tcache.flush", NULL, NULL, NULL, 0);
    // 4096 stands for all arenas.
    mallctl("arena.4096.purge", NULL, NULL, NULL, 0);
  }
  malloc_trim(0);
}

int macaroni_lock(int file, int shared, int wait) {
  int result;
  do {
    result = flock(file, (shared ? LOCK_SH : LOCK_EX) | (wait ? 0 : LOCK_NB));
  } while (result != 0 && errno == EINTR);
  return result == 0 ? 0 : errno;
}

void macaroni_start_writing(int file) { sync_file_range(file, 0, 0, SYNC_FILE_RANGE_WRITE); }

int macaroni_spawn(const char *path, char *const arguments[], char *const environment[], int output, int errors) {
  int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
  if (null < 0) return -errno;
  sigset_t all, before;
  sigfillset(&all);
  // No handler of ours may run in the child, which shares our memory until it is another program.
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pid_t self = getpid();
  volatile int failure = 0;
  pid_t child = vfork();
  if (child == 0) {
    struct sigaction action = {.sa_handler = SIG_DFL};
    sigaction(SIGCHLD, &action, NULL);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    if (dup2(null, 0) >= 0 && dup2(output, 1) >= 0 && dup2(errors, 2) >= 0 &&
        prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && getppid() == self) {
      pthread_sigmask(SIG_SETMASK, &before, NULL);
      execve(path, arguments, environment);
    }
    failure = errno ? errno : ECHILD;
    _exit(127);
  }
  int reason = errno;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  close(null);
  if (child < 0) return -reason;
  if (failure != 0) {
    waitpid(child, NULL, 0);
    return -failure;
  }
  return child;
}

int macaroni_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC) == 0 ? 0 : errno; }

static int signal_pipe[2] = {-1, -1};

static void tell_signal(int signal) {
  int before = errno;
  unsigned char byte = (unsigned char)signal;
  // A full pipe has news enough in it.
  if (write(signal_pipe[1], &byte, 1) < 0) {}
  errno = before;
}

int macaroni_catch_signals(void) {
  signal(SIGXFSZ, SIG_IGN);
  if (signal_pipe[0] >= 0) return signal_pipe[0];
  if (pipe2(signal_pipe, O_CLOEXEC | O_NONBLOCK) != 0) return -errno;
  struct sigaction action = {.sa_handler = tell_signal, .sa_flags = SA_RESTART};
  sigaction(SIGCHLD, &action, NULL);
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGTERM, &action, NULL);
  return signal_pipe[0];
}

int macaroni_adopt_orphans(void) { return prctl(PR_SET_CHILD_SUBREAPER, 1) == 0 ? 0 : errno; }

int macaroni_terminal_columns(int file) {
  struct winsize size;
  return ioctl(file, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

const uint8_t macaroni_marks[256] = {
    ['\n'] = 1, ['!'] = 1, ['&'] = 1, ['*'] = 1, ['<'] = 1, ['['] = 1, ['\\'] = 1, [']'] = 1, ['_'] = 1, ['`'] = 1,
};

#define FOUR(start) start, start + 1, start + 2, start + 3
#define SIXTEEN(start) FOUR(start), FOUR(start + 4), FOUR(start + 8), FOUR(start + 12)
#define LETTERS FOUR(0x61), FOUR(0x65), FOUR(0x69), FOUR(0x6D), FOUR(0x71), FOUR(0x75), 0x79, 0x7A

const uint8_t macaroni_word_letters[256] = {
    [0x30] = FOUR(0x30), FOUR(0x34), 0x38, 0x39,
    [0x41] = LETTERS,
    [0x61] = LETTERS,
    [0x80] = SIXTEEN(0x80), SIXTEEN(0x90), SIXTEEN(0xA0), SIXTEEN(0xB0),
    SIXTEEN(0xC0), SIXTEEN(0xD0), 0xE0, 0xE1, 0, 0xE3, FOUR(0xE4), FOUR(0xE8), FOUR(0xEC), SIXTEEN(0xF0),
};

/// The letter of a word at a place; zero for what stands between words.
static uint8_t letter_at(const uint8_t *text, size_t count, size_t at) {
  if (text[at] != 0xE2) return macaroni_word_letters[text[at]];
  const int is_typeset = at + 2 < count && text[at + 1] == 0x80 && text[at + 2] >= 0x90 && text[at + 2] <= 0xA7;
  return is_typeset ? 0 : 0xE2;
}

int macaroni_next_typeset_word(const uint8_t *text, size_t count, size_t *start, size_t *end, uint64_t *key) {
  size_t at = *start;
  while (at < count && letter_at(text, count, at) == 0) at += text[at] == 0xE2 ? 3 : 1;
  if (at >= count) return 0;
  *start = at;
  uint64_t letters = 0;
  uint8_t letter = 0;
  for (unsigned shift = 0; at < count && (letter = letter_at(text, count, at)) != 0; shift += 8) {
    if (shift < 64) letters |= (uint64_t)letter << shift;
    at++;
  }
  *end = at;
  *key = letters;
  return 1;
}
