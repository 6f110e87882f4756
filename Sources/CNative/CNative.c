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

/// Whether a byte, with those behind it, is one of the marks that typesetters put between words.
static int is_typeset(const uint8_t *text, size_t count, size_t at) {
  return text[at] == 0xE2 && at + 2 < count && text[at + 1] == 0x80 && text[at + 2] >= 0x90 && text[at + 2] <= 0xA7;
}

uint64_t macaroni_letters(const uint8_t *text, size_t count, size_t block) {
  const uint8_t *bytes = text + block;
  uint8_t copy[64];
  // At the end the last sixty-four are taken; those of them that were read before are shifted away.
  unsigned before = 0;
  if (count < 64) {
    memset(copy, 0, sizeof copy);
    memcpy(copy, text, count);
    bytes = copy;
  } else if (count - block < 64) {
    before = (unsigned)(64 - (count - block));
    bytes -= before;
  }
  uint64_t letters = 0, marks = 0;
#if defined(__SSE2__)
  for (unsigned at = 0; at < 64; at += 16) {
    const __m128i part = _mm_loadu_si128((const __m128i *)(bytes + at));
    const __m128i alpha = _mm_sub_epi8(_mm_or_si128(part, _mm_set1_epi8(0x20)), _mm_set1_epi8('a'));
    const __m128i letter = _mm_cmpeq_epi8(_mm_min_epu8(alpha, _mm_set1_epi8(25)), alpha);
    const __m128i number = _mm_sub_epi8(part, _mm_set1_epi8('0'));
    const __m128i digit = _mm_cmpeq_epi8(_mm_min_epu8(number, _mm_set1_epi8(9)), number);
    const __m128i mark = _mm_cmpeq_epi8(part, _mm_set1_epi8((char)0xE2));
    letters |= (uint64_t)_mm_movemask_epi8(_mm_or_si128(part, _mm_or_si128(letter, digit))) << at;
    marks |= (uint64_t)_mm_movemask_epi8(mark) << at;
  }
#else
  for (unsigned at = 0; at < 64; at++) {
    const uint8_t byte = bytes[at], small = byte | 0x20;
    const int isLetter = byte >= 0x80 || (small >= 'a' && small <= 'z') || (byte >= '0' && byte <= '9');
    letters |= (uint64_t)isLetter << at;
    marks |= (uint64_t)(byte == 0xE2) << at;
  }
#endif
  letters >>= before;
  marks >>= before;
  for (; marks != 0; marks &= marks - 1) {
    const unsigned at = (unsigned)__builtin_ctzll(marks);
    if (is_typeset(text, count, block + at)) letters &= ~((uint64_t)7 << at);
  }
  // Marks of three bytes may begin before the block.
  if (block >= 1 && is_typeset(text, count, block - 1)) letters &= ~(uint64_t)3;
  if (block >= 2 && is_typeset(text, count, block - 2)) letters &= ~(uint64_t)1;
  return letters;
}
