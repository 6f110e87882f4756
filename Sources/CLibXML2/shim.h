#ifndef MACARONI_LIBXML2_SHIM_H
#define MACARONI_LIBXML2_SHIM_H

#include <libxml/HTMLparser.h>
#include <libxml/xpath.h>

// xmlFree is a global function pointer, which Swift 6 will not read.
static inline void macaroni_xml_free(void *pointer) { xmlFree(pointer); }

static inline void macaroni_xml_ignore_message(void *context, const char *message, ...) {
  (void)context;
  (void)message;
}

// A variadic function cannot be written in Swift. What HTML_PARSE_NOERROR leaves, XPath's complaints above all, would
// go to standard error; the setting is per thread.
static inline void macaroni_xml_silence(void) { xmlSetGenericErrorFunc(NULL, macaroni_xml_ignore_message); }

#endif
