#ifndef COnnxRuntime_H
#define COnnxRuntime_H
#endif
