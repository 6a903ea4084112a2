/* test.h - cmocka with what it needs.
 *
 * SPDX-License-Identifier: Apache-2.0 */
#ifndef TEST_H
#define TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define assert_near(a, b, eps) assert_float_equal((float)(((a) - (b)) / (eps)), 0.0f, 1.0f)

#endif
