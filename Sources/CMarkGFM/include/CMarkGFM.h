#ifndef CMarkGFM_H
#define CMarkGFM_H
#endif
