#ifndef CMarkGFM_H
#define CMarkGFM_H

#include <cmark-gfm.h>
#include <cmark-gfm-core-extensions.h>
#include <stddef.h>

// Reads a document with the table extension. The tree lives in this thread's arena until macaroni_cmark_reset, which is
// to be called in any case. NULL if the tree would take more than so many bytes of memory (16 MB at least).
cmark_node *macaroni_cmark_parse(const unsigned char *bytes, size_t count, size_t memory);

// Gives back, at once, everything this thread parsed; no node may be touched after it.
void macaroni_cmark_reset(void);

// What a node is, with the tables that the library numbers only at run time.
typedef enum {
  MACARONI_OTHER, MACARONI_BLOCK_QUOTE, MACARONI_LIST, MACARONI_ITEM, MACARONI_CODE_BLOCK, MACARONI_HTML_BLOCK,
  MACARONI_PARAGRAPH, MACARONI_HEADING, MACARONI_THEMATIC_BREAK, MACARONI_TABLE, MACARONI_TABLE_ROW,
  MACARONI_TABLE_CELL, MACARONI_TEXT, MACARONI_BREAK, MACARONI_CODE, MACARONI_HTML_INLINE, MACARONI_EMPHASIS,
  MACARONI_STRONG, MACARONI_LINK, MACARONI_IMAGE
} macaroni_node_kind;

macaroni_node_kind macaroni_cmark_kind(cmark_node *node);

// Whether a code block stands in fences, so that its text begins a line later.
int macaroni_cmark_is_fenced(cmark_node *node);

#endif
