/* A disk that takes its time, and a computer by another name; loaded by LD_PRELOAD.
 *
 * BASTE_DISK names a file with two 64-bit numbers: the milliseconds that each open, sync, write and rename under BASTE_DISK_AT takes longer,
 * and a fault of writes and syncs there: 0 none, 1 EIO, 2 ENOSPC, 3 writes of half of what is asked. It is mapped, so that a test changes
 * it while the program runs; a delay that has begun ends when the number gets smaller.
 * BASTE_MACHINE names a file that is read in the place of /etc/machine-id.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static const volatile int64_t *slow;
static const char *at;

static int open_at(int folder, const char *path, int flags, mode_t mode) {
    return (int)syscall(SYS_openat, folder, path, flags, mode);
}

__attribute__((constructor)) static void map(void) {
    const char *path = getenv("BASTE_DISK");
    int file = path ? open_at(AT_FDCWD, path, O_RDONLY | O_CLOEXEC, 0) : -1;
    at = getenv("BASTE_DISK_AT");
    if (file < 0 || !at) return;
    void *page = mmap(NULL, 2 * sizeof *slow, PROT_READ, MAP_SHARED, file, 0);
    if (page != MAP_FAILED) slow = page;
    close(file);
}

static void wait_at(const char *path) {
    if (!slow || !path || strncmp(path, at, strlen(at))) return;
    const struct timespec step = {0, 5000000};
    for (int64_t waited = 0; waited < *slow; waited += 5) nanosleep(&step, NULL);
}

/* Waits, and gives the fault for that file. */
static int64_t wait_for(int file) {
    if (!slow || (!slow[0] && !slow[1])) return 0;
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    wait_at(path);
    return strncmp(path, at, strlen(at)) ? 0 : slow[1];
}

static int fails(int64_t fault) {
    errno = fault == 1 ? EIO : fault == 2 ? ENOSPC : errno;
    return fault == 1 || fault == 2;
}

#define REAL(name) (__typeof__(&name))dlsym(RTLD_NEXT, #name)

#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        va_list rest; \
        va_start(rest, flags); \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; \
        va_end(rest); \
        const char *machine = getenv("BASTE_MACHINE"); \
        if (machine && path && !strcmp(path, "/etc/machine-id")) path = machine; \
        wait_at(path); \
        return open_at(AT_FDCWD, path, flags, mode); \
    }
OPEN(open)
OPEN(open64)

int fdatasync(int file) {
    return fails(wait_for(file)) ? -1 : (REAL(fdatasync))(file);
}
int fsync(int file) {
    return fails(wait_for(file)) ? -1 : (REAL(fsync))(file);
}
ssize_t write(int file, const void *bytes, size_t count) {
    int64_t fault = wait_for(file);
    if (fails(fault)) return -1;
    if (fault == 3 && count > 1) count /= 2;
    return syscall(SYS_write, file, bytes, count);
}
int rename(const char *from, const char *to) {
    wait_at(to);
    return (REAL(rename))(from, to);
}
