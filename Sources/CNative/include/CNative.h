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

#if defined(__SSE2__)
/// Which of sixteen bytes have such a meaning.
static inline unsigned macaroni_marks_among(__m128i bytes) {
  // From `[` to the backtick all are marks but `^`.
  const __m128i above = _mm_sub_epi8(bytes, _mm_set1_epi8('['));
  const __m128i isBelow = _mm_cmpeq_epi8(_mm_min_epu8(above, _mm_set1_epi8('`' - '[')), above);
  __m128i found = _mm_andnot_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('^')), isBelow);
  found = _mm_or_si128(found, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n')));
  found = _mm_or_si128(found, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('!')));
  found = _mm_or_si128(found, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('&')));
  found = _mm_or_si128(found, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('*')));
  found = _mm_or_si128(found, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('<')));
  return (unsigned)_mm_movemask_epi8(found);
}
#endif

/// The first place from `at` on where a byte has a meaning inside of Markdown text: a line end, `!` `&` `*` `<` `[` `\\` `]`
/// `_` or a backtick; `count` if there is none.
static inline size_t macaroni_next_mark(const uint8_t *text, size_t count, size_t at) {
#if defined(__SSE2__)
  for (; at + 16 <= count; at += 16) {
    const unsigned places = macaroni_marks_among(_mm_loadu_si128((const __m128i *)(text + at)));
    if (places != 0) return at + (size_t)__builtin_ctz(places);
  }
  if (count >= 16 && at < count) {
    // Of the last sixteen some were looked at before.
    const size_t last = count - 16;
    const unsigned places = macaroni_marks_among(_mm_loadu_si128((const __m128i *)(text + last))) >> (at - last);
    return places == 0 ? count : at + (size_t)__builtin_ctz(places);
  }
#endif
  while (at < count && !macaroni_marks[text[at]]) at++;
  return at;
}

/// The first place from `at` on where a byte may end an address, or forbid one: a backslash or what stands up to `)` in ASCII;
/// `count` if there is none.
static inline size_t macaroni_next_in_address(const uint8_t *text, size_t count, size_t at) {
#if defined(__SSE2__)
  const __m128i highest = _mm_set1_epi8(')'), backslash = _mm_set1_epi8('\\');
  for (; at + 16 <= count; at += 16) {
    const __m128i bytes = _mm_loadu_si128((const __m128i *)(text + at));
    const __m128i found =
        _mm_or_si128(_mm_cmpeq_epi8(_mm_min_epu8(bytes, highest), bytes), _mm_cmpeq_epi8(bytes, backslash));
    const int places = _mm_movemask_epi8(found);
    if (places != 0) return at + (size_t)__builtin_ctz((unsigned)places);
  }
#endif
  while (at < count && text[at] > ')' && text[at] != '\\') at++;
  return at;
}

/// Which of the sixty-four bytes from `block` on are line feeds, the first in the lowest bit.
static inline uint64_t macaroni_line_feeds(const uint8_t *text, size_t count, size_t block) {
  uint64_t feeds = 0;
#if defined(__SSE2__)
  if (count - block >= 64) {
    for (unsigned at = 0; at < 64; at += 16) {
      const __m128i bytes = _mm_loadu_si128((const __m128i *)(text + block + at));
      feeds |= (uint64_t)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n'))) << at;
    }
    return feeds;
  }
#endif
  for (unsigned at = 0; at < 64 && block + at < count; at++) feeds |= (uint64_t)(text[block + at] == '\n') << at;
  return feeds;
}

/// The first place from `at` on where a byte is no ASCII; `count` if there is none.
static inline size_t macaroni_next_beyond_ascii(const uint8_t *text, size_t count, size_t at) {
#if defined(__SSE2__)
  for (; at + 16 <= count; at += 16) {
    const int places = _mm_movemask_epi8(_mm_loadu_si128((const __m128i *)(text + at)));
    if (places != 0) return at + (size_t)__builtin_ctz((unsigned)places);
  }
#endif
  while (at < count && text[at] < 0x80) at++;
  return at;
}

/// The words of a text, one after the other. Letters, digits and bytes of letters beyond ASCII make words; dashes, quotation
/// marks, bullets and dots as typesetters have them (U+2010 to U+2027) stand between words.
typedef struct {
  const uint8_t *text;
  size_t count;
  /// Where the sixty-four bytes begin that are being read, and which of them belong to words that were not given yet.
  size_t block;
  uint64_t letters;
  /// The word: where it begins and ends, and its first eight bytes in small letters, the first in the lowest byte.
  size_t start, end;
  uint64_t key;
} macaroni_words;

static inline macaroni_words macaroni_words_of(const uint8_t *text, size_t count) {
  return (macaroni_words){text, count, (size_t)-64, 0, 0, 0, 0};
}

/// Which of the sixty-four bytes from `block` on belong to words, the first in the lowest bit.
uint64_t macaroni_letters(const uint8_t *text, size_t count, size_t block);

/// Goes to the next word; 0 where there is none. (Inlined in any case, so that all of it stays in registers.)
static inline __attribute__((always_inline)) int macaroni_next_word(macaroni_words *words) {
  while (words->letters == 0) {
    words->block += 64;
    if (words->block >= words->count) return 0;
    words->letters = macaroni_letters(words->text, words->count, words->block);
  }
  const unsigned first = (unsigned)__builtin_ctzll(words->letters);
  const size_t start = words->block + first;
  const uint64_t behind = ~(words->letters >> first);
  const unsigned length = behind == 0 ? 64 : (unsigned)__builtin_ctzll(behind);
  size_t end = start + length;
  // Adding to its lowest bit carries a run of bits away.
  words->letters &= words->letters + ((uint64_t)1 << first);
  while (__builtin_expect(end == words->block + 64, 0)) {
    words->block += 64;
    if (words->block >= words->count) {
      words->letters = 0;
      break;
    }
    const uint64_t letters = macaroni_letters(words->text, words->count, words->block);
    end += ~letters == 0 ? 64 : (unsigned)__builtin_ctzll(~letters);
    words->letters = letters & (letters + 1);
  }
  uint64_t key = 0;
  if (__builtin_expect(start + 8 <= words->count, 1)) {
    memcpy(&key, words->text + start, 8);
  } else {
    for (size_t at = start; at < end; at++) key |= (uint64_t)words->text[at] << (8 * (at - start));
  }
  // Digits have the bit of small letters anyway; bytes of letters beyond ASCII stay as they are.
  key |= 0x2020202020202020 & ~((key & 0x8080808080808080) >> 2);
  if (end - start < 8) key &= ((uint64_t)1 << (8 * (end - start))) - 1;
  words->start = start;
  words->end = end;
  words->key = key;
  return 1;
}

/// The width of the terminal on `file` in columns; 0 where it is none.
int macaroni_terminal_columns(int file);

#endif
