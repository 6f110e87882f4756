#ifndef MACARONI_CNATIVE_H
#define MACARONI_CNATIVE_H

// Linux calls that the Swift overlay of the C library does not show, because they are GNU extensions or variadic, and the
// three loops over the bytes of text that cards are full of, which the importer inlines.

#include <stddef.h>
#include <stdint.h>
#include <string.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/// Exchanges two names in one step; 0 on success, the errno otherwise.
int macaroni_exchange(const char *one, const char *other);

/// Takes a lock on an open file, exclusive or shared, without waiting unless `wait` is set; 0 on success, the errno
/// otherwise.
int macaroni_lock(int file, int shared, int wait);

/// Tells the disk of what was written to a file, without waiting for it. Where the file system does not know this, nothing
/// happens.
void macaroni_start_writing(int file);

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

/// Gives memory that was freed, and that the allocator keeps for later, back to the system: what is resident afterwards is
/// in use.
void macaroni_return_freed_memory(void);

/// Makes children whose parent has ended children of this process, so that none is lost; 0 on success.
int macaroni_adopt_orphans(void);

/// Where `needle` first stands in `text`; `count` if it does not. Nothing outside of either is read.
///
/// Sixteen places are looked at at once, by the first and the last byte of the needle (W. Muła, "SIMD-friendly algorithms
/// for substring searching"). Texts are passages of a hundred bytes and needles words, so that nothing may be prepared.
static inline size_t macaroni_find(const uint8_t *text, size_t count, const uint8_t *needle, size_t length) {
  if (length == 0 || length > count) return count;
  const size_t places = count - length + 1;
  size_t at = 0;
#if defined(__SSE2__)
  const __m128i first = _mm_set1_epi8((char)needle[0]), last = _mm_set1_epi8((char)needle[length - 1]);
  while (places >= 16) {
    const __m128i heads = _mm_loadu_si128((const __m128i *)(text + at));
    const __m128i tails = _mm_loadu_si128((const __m128i *)(text + at + length - 1));
    unsigned found =
        (unsigned)_mm_movemask_epi8(_mm_and_si128(_mm_cmpeq_epi8(heads, first), _mm_cmpeq_epi8(tails, last)));
    for (; found != 0; found &= found - 1) {
      const size_t place = at + (size_t)__builtin_ctz(found);
      if (length <= 2 || memcmp(text + place + 1, needle + 1, length - 2) == 0) return place;
    }
    if (at + 16 == places) return count;
    // Of the last sixteen some may have been looked at before.
    at = at + 32 <= places ? at + 16 : places - 16;
  }
#endif
  for (; at < places; at++) {
    if (text[at] == needle[0] && text[at + length - 1] == needle[length - 1] &&
        (length <= 2 || memcmp(text + at + 1, needle + 1, length - 2) == 0))
      return at;
  }
  return count;
}

/// Which bytes have a meaning inside of Markdown text.
extern const uint8_t macaroni_marks[256];

/// The first place from `at` on where a byte has a meaning inside of Markdown text: a line end, `!` `&` `*` `<` `[` `\\` `]`
/// `_` or a backtick; `count` if there is none.
static inline size_t macaroni_next_mark(const uint8_t *text, size_t count, size_t at) {
#if defined(__SSE2__)
  // From `[` to the backtick all are marks but `^`.
  const __m128i bracket = _mm_set1_epi8('['), width = _mm_set1_epi8('`' - '['), caret = _mm_set1_epi8('^');
  for (; at + 16 <= count; at += 16) {
    const __m128i bytes = _mm_loadu_si128((const __m128i *)(text + at));
    const __m128i above = _mm_sub_epi8(bytes, bracket);
    __m128i found = _mm_andnot_si128(_mm_cmpeq_epi8(bytes, caret), _mm_cmpeq_epi8(_mm_min_epu8(above, width), above));
    found = _mm_or_si128(found, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n')));
    found = _mm_or_si128(found, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('!')));
    found = _mm_or_si128(found, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('&')));
    found = _mm_or_si128(found, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('*')));
    found = _mm_or_si128(found, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('<')));
    const int places = _mm_movemask_epi8(found);
    if (places != 0) return at + (size_t)__builtin_ctz((unsigned)places);
  }
#endif
  while (at < count && !macaroni_marks[text[at]]) at++;
  return at;
}

/// What each byte is in a word: its small letter, or zero for what stands between words. Letters, digits and bytes of
/// letters beyond ASCII make words. Of 0xE2, for which zero stands, too, the bytes behind it tell.
extern const uint8_t macaroni_word_letters[256];

/// As `macaroni_next_word`, of which it is the part that few texts need: words before, behind or with a 0xE2.
int macaroni_next_typeset_word(const uint8_t *text, size_t count, size_t *start, size_t *end, uint64_t *key);

/// The next word of a text from `*start` on. Sets where it begins and ends, and its first eight bytes in small letters, the
/// first in the lowest byte; 0 where there is none. Dashes, quotation marks, bullets and dots as typesetters have them
/// (U+2010 to U+2027) stand between words.
static inline int macaroni_next_word(const uint8_t *text, size_t count, size_t *start, size_t *end, uint64_t *key) {
  size_t at = *start;
  while (at < count && macaroni_word_letters[text[at]] == 0) {
    if (__builtin_expect(text[at] == 0xE2, 0)) return macaroni_next_typeset_word(text, count, start, end, key);
    at++;
  }
  if (at == count) return 0;
  const size_t first = at;
  uint64_t letters = 0;
#if defined(__SSE2__)
  if (at + 16 <= count) {
    // Sixteen bytes at once: what is a letter, a digit or of a letter beyond ASCII, and all of it in small letters.
    const __m128i bytes = _mm_loadu_si128((const __m128i *)(text + at));
    const __m128i small = _mm_set1_epi8(0x20);
    const __m128i alpha = _mm_sub_epi8(_mm_or_si128(bytes, small), _mm_set1_epi8('a'));
    const __m128i letter = _mm_cmpeq_epi8(_mm_min_epu8(alpha, _mm_set1_epi8(25)), alpha);
    const __m128i number = _mm_sub_epi8(bytes, _mm_set1_epi8('0'));
    const __m128i digit = _mm_cmpeq_epi8(_mm_min_epu8(number, _mm_set1_epi8(9)), number);
    const __m128i other = _mm_andnot_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8((char)0xE2)), bytes);
    const unsigned between = ~(unsigned)_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(letter, digit), other));
    // Behind the sixteen all bits are set.
    const unsigned length = (unsigned)__builtin_ctz(between);
    letters = (uint64_t)_mm_cvtsi128_si64(_mm_or_si128(bytes, _mm_and_si128(letter, small)));
    if (length < 8) letters &= ((uint64_t)1 << (8 * length)) - 1;
    at += length;
    if (length < 16) {
      if (__builtin_expect(text[at] == 0xE2, 0)) return macaroni_next_typeset_word(text, count, start, end, key);
      *start = first;
      *end = at;
      *key = letters;
      return 1;
    }
  } else
#endif
  {
    uint8_t letter = macaroni_word_letters[text[at]];
    for (unsigned shift = 0; letter != 0 && shift < 64; shift += 8) {
      letters |= (uint64_t)letter << shift;
      at++;
      letter = at < count ? macaroni_word_letters[text[at]] : 0;
    }
  }
  while (at < count && macaroni_word_letters[text[at]] != 0) at++;
  if (__builtin_expect(at < count && text[at] == 0xE2, 0))
    return macaroni_next_typeset_word(text, count, start, end, key);
  *start = first;
  *end = at;
  *key = letters;
  return 1;
}

/// The width of the terminal on `file` in columns; 0 where it is none.
int macaroni_terminal_columns(int file);

#endif
