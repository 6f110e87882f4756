#include "CMarkGFM.h"

#include <cmark-gfm-extension_api.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// A third of cmark's time is malloc and free of small nodes. Since a tree is dropped as a whole, memory is cut off the
// front of large blocks and given back in one go. cmark_mem has no context pointer, hence thread-local.

typedef struct block {
  struct block *previous;
  size_t size, used;
  // 16-byte aligned data follows.
} block;

enum { FIRST_BLOCK = 1 << 18, KEPT_BLOCK = 1 << 24, HEADER = 16, BLOCK_HEADER = (sizeof(block) + 15) & ~15 };

static _Thread_local block *head;

// A reference to a long link is copied for each of its uses, so that 200 KB can become gigabytes. While a document is
// parsed, all of the arena may hold no more than its budget; beyond that the parsing is left by a jump. Only cmark's
// frames are jumped over, and all they hold is in the arena.
static _Thread_local size_t spent, budget = SIZE_MAX;
static _Thread_local jmp_buf way_out;

static unsigned char *data_of(block *b) { return (unsigned char *)b + BLOCK_HEADER; }

// Every piece is preceded by its size, which realloc needs.
static void *take(size_t size) {
  if (size > SIZE_MAX / 4) abort();
  size_t need = HEADER + ((size + 15) & ~(size_t)15);
  if (!head || head->size - head->used < need) {
    size_t wanted = head ? head->size * 2 : FIRST_BLOCK;
    if (wanted < need) wanted = need;
    if (wanted > budget - spent && need <= budget - spent) wanted = budget - spent;
    if (wanted > budget - spent) longjmp(way_out, 1);
    block *b = malloc(BLOCK_HEADER + wanted);
    // cmark's own allocator ends the program when memory is exhausted, and its callers rely on it.
    if (!b) abort();
    b->previous = head;
    b->size = wanted;
    b->used = 0;
    head = b;
    spent += wanted;
  }
  unsigned char *piece = data_of(head) + head->used;
  head->used += need;
  *(size_t *)piece = size;
  return piece + HEADER;
}

static void *arena_calloc(size_t count, size_t size) {
  if (size && count > SIZE_MAX / 4 / size) abort();
  void *piece = take(count * size);
  return memset(piece, 0, count * size);
}

static void *arena_realloc(void *piece, size_t size) {
  if (!piece) return take(size);
  size_t old = *(size_t *)((unsigned char *)piece - HEADER);
  if (size <= old) return piece;
  void *larger = take(size);
  return memcpy(larger, piece, old);
}

static void arena_free(void *piece) { (void)piece; }

static cmark_mem arena = {arena_calloc, arena_realloc, arena_free};

void macaroni_cmark_reset(void) {
  block *kept = NULL;
  // Blocks double, so the first one that is not too large to keep is the largest of those.
  for (block *b = head; b;) {
    block *previous = b->previous;
    if (!kept && b->size <= KEPT_BLOCK) {
      kept = b;
      kept->previous = NULL;
      kept->used = 0;
    } else {
      free(b);
    }
    b = previous;
  }
  head = kept;
  spent = kept ? kept->size : 0;
  budget = SIZE_MAX;
}

static pthread_once_t once = PTHREAD_ONCE_INIT;
static cmark_syntax_extension *table_extension;
static cmark_node_type table_type, row_type, header_type, cell_type;

// The headers do not name the types of tables: they are what a table is made of.
static void learn(void) {
  static const char sample[] = "|a|\n|-|\n|b|\n";
  cmark_gfm_core_extensions_ensure_registered();
  table_extension = cmark_find_syntax_extension("table");
  if (!table_extension) return;
  cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT);
  cmark_parser_attach_syntax_extension(parser, table_extension);
  cmark_parser_feed(parser, sample, sizeof sample - 1);
  cmark_node *document = cmark_parser_finish(parser);
  cmark_node *table = cmark_node_first_child(document);
  cmark_node *header = cmark_node_first_child(table);
  table_type = cmark_node_get_type(table);
  header_type = cmark_node_get_type(header);
  row_type = cmark_node_get_type(cmark_node_last_child(table));
  cell_type = cmark_node_get_type(cmark_node_first_child(header));
  cmark_node_free(document);
  cmark_parser_free(parser);
}

cmark_node *macaroni_cmark_parse(const unsigned char *bytes, size_t count, size_t memory) {
  pthread_once(&once, learn);
  budget = memory < KEPT_BLOCK ? KEPT_BLOCK : memory;
  if (setjmp(way_out)) {
    budget = SIZE_MAX;
    return NULL;
  }
  // With source positions on, inline nodes know the line they begin on also after code and tags that span lines.
  cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_SOURCEPOS, &arena);
  if (table_extension) cmark_parser_attach_syntax_extension(parser, table_extension);
  cmark_parser_feed(parser, (const char *)bytes, count);
  cmark_node *document = cmark_parser_finish(parser);
  cmark_parser_free(parser);
  // Reading the tree takes a little more, never much.
  budget = SIZE_MAX;
  return document;
}

macaroni_node_kind macaroni_cmark_kind(cmark_node *node) {
  cmark_node_type type = cmark_node_get_type(node);
  switch (type) {
  case CMARK_NODE_BLOCK_QUOTE: return MACARONI_BLOCK_QUOTE;
  case CMARK_NODE_LIST: return MACARONI_LIST;
  case CMARK_NODE_ITEM: return MACARONI_ITEM;
  case CMARK_NODE_CODE_BLOCK: return MACARONI_CODE_BLOCK;
  case CMARK_NODE_HTML_BLOCK: return MACARONI_HTML_BLOCK;
  case CMARK_NODE_PARAGRAPH: return MACARONI_PARAGRAPH;
  case CMARK_NODE_HEADING: return MACARONI_HEADING;
  case CMARK_NODE_THEMATIC_BREAK: return MACARONI_THEMATIC_BREAK;
  case CMARK_NODE_TEXT: return MACARONI_TEXT;
  case CMARK_NODE_SOFTBREAK:
  case CMARK_NODE_LINEBREAK: return MACARONI_BREAK;
  case CMARK_NODE_CODE: return MACARONI_CODE;
  case CMARK_NODE_HTML_INLINE: return MACARONI_HTML_INLINE;
  case CMARK_NODE_EMPH: return MACARONI_EMPHASIS;
  case CMARK_NODE_STRONG: return MACARONI_STRONG;
  case CMARK_NODE_LINK: return MACARONI_LINK;
  case CMARK_NODE_IMAGE: return MACARONI_IMAGE;
  default:
    if (type == cell_type) return MACARONI_TABLE_CELL;
    if (type == row_type || type == header_type) return MACARONI_TABLE_ROW;
    if (type == table_type) return MACARONI_TABLE;
    return MACARONI_OTHER;
  }
}

int macaroni_cmark_is_fenced(cmark_node *node) {
  int length, offset;
  char character;
  return cmark_node_get_fenced(node, &length, &offset, &character);
}
