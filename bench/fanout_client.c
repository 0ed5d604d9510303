/* Many readers of one stream in one process, and how late each message is.
 *
 * Every message carries  "due":"<19 digits>"  : CLOCK_MONOTONIC nanoseconds at which it was to be published, so a publisher that
 * falls behind counts as latency. The same search serves SSE and WebSocket (a server's frames are not masked).
 *
 * usage: fanout_client PORT REQUEST READERS STALLED WARMUP_S MEASURE_S
 * REQUEST is a file with the bytes that subscribe. The first STALLED connections subscribe and then never read.
 * Prints one JSON object. Latencies in milliseconds; "last" is the time until the last of all readers has a message. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

#define TAG "\"due\":\""
#define TAG_LEN 7
#define STAMP 19
#define WHOLE (TAG_LEN + STAMP)
#define SLOTS 65536 /* messages that may be counted in one run */
#define ROOM (256 * 1024)

struct reader { int fd; int kept; long got; long long newest; char tail[WHOLE]; };
struct message { long long due, last; int readers; };

static struct message seen[SLOTS];
static int *lat_us;            /* one entry per delivery, in the order of arrival */
static size_t deliveries, lat_room;
static long disorder, closed;
static char buf[WHOLE + ROOM];

static long long now_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static struct message *find(long long due) {
  size_t at = (size_t)((unsigned long long)due * 11400714819323198485ull >> 48) % SLOTS;
  for (size_t tries = 0; tries < SLOTS; tries++, at = (at + 1) % SLOTS) {
    if (seen[at].due == due) return &seen[at];
    if (!seen[at].due) { seen[at].due = due; return &seen[at]; }
  }
  fprintf(stderr, "more than %d messages\n", SLOTS);
  exit(1);
}

static void count(struct reader *r, long long due, long long at, long long from, long long to) {
  if (due <= r->newest) disorder++;
  r->newest = due;
  if (due < from || due >= to) return;
  struct message *m = find(due);
  m->readers++;
  if (at > m->last) m->last = at;
  r->got++;
  if (deliveries == lat_room) {
    lat_room = lat_room ? lat_room * 2 : 1 << 20;
    lat_us = realloc(lat_us, lat_room * sizeof *lat_us);
    if (!lat_us) { perror("realloc"); exit(1); }
  }
  lat_us[deliveries++] = (int)((at - due) / 1000);
}

/* Looks for stamps in what just came, with the end of what came before in front of it. */
static void scan(struct reader *r, ssize_t n, long long at, long long from, long long to) {
  char *p = buf + WHOLE - r->kept, *end = buf + WHOLE + n;
  memcpy(p, r->tail, r->kept);
  for (;;) {
    char *tag = memmem(p, end - p, TAG, TAG_LEN);
    if (!tag || end - tag < WHOLE) {
      char *keep = tag ? tag : end - p > TAG_LEN - 1 ? end - (TAG_LEN - 1) : p;
      r->kept = (int)(end - keep);
      memcpy(r->tail, keep, r->kept);
      return;
    }
    long long due = 0;
    for (int i = 0; i < STAMP; i++) due = due * 10 + (tag[TAG_LEN + i] - '0');
    count(r, due, at, from, to);
    p = tag + WHOLE;
  }
}

static int by_value(const void *a, const void *b) { return *(const int *)a < *(const int *)b ? -1 : *(const int *)a > *(const int *)b; }
static double quantile(const int *sorted, size_t n, double q) { return n ? sorted[(size_t)((n - 1) * q)] / 1000.0 : -1; }

static int subscribe(int port, const char *request, int size, int stalled) {
  struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int fd = socket(AF_INET, SOCK_STREAM, 0), small = 4096;
  if (fd < 0) { perror("socket"); exit(1); }
  if (stalled) setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
  if (connect(fd, (void *)&a, sizeof a) || write(fd, request, size) != size) { perror("connect"); exit(1); }
  fcntl(fd, F_SETFL, O_NONBLOCK);
  return fd;
}

static void take(struct reader *r, long long from, long long to) {
  ssize_t n = read(r->fd, buf + WHOLE, ROOM);
  if (n > 0) { scan(r, n, now_ns(), from, to); return; }
  if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
  close(r->fd);
  closed++;
}

int main(int argc, char **argv) {
  if (argc != 7) { fprintf(stderr, "usage: %s PORT REQUEST READERS STALLED WARMUP_S MEASURE_S\n", argv[0]); return 2; }
  int port = atoi(argv[1]), n = atoi(argv[3]), stalled = atoi(argv[4]), size;
  double warm = atof(argv[5]), span = atof(argv[6]);
  char request[8192];
  FILE *f = fopen(argv[2], "r");
  if (!f) { perror(argv[2]); return 1; }
  size = (int)fread(request, 1, sizeof request, f);
  fclose(f);
  for (int i = 0; i < stalled; i++) subscribe(port, request, size, 1);
  struct reader *all = calloc(n, sizeof *all);
  struct epoll_event events[512];
  int ep = epoll_create1(0);
  long long begun = now_ns(), from = 1LL << 62, to = 1LL << 62;
  for (int i = 0; i < n; i++) {
    all[i].fd = subscribe(port, request, size, 0);
    struct epoll_event e = {.events = EPOLLIN, .data.ptr = &all[i]};
    epoll_ctl(ep, EPOLL_CTL_ADD, all[i].fd, &e);
    if (i % 16 == 15) for (int k = epoll_wait(ep, events, 512, 0); k-- > 0;) take(events[k].data.ptr, from, to);
  }
  double connect_s = (now_ns() - begun) / 1e9;
  from = now_ns() + (long long)(warm * 1e9);
  to = from + (long long)(span * 1e9);
  /* Two seconds more, for what was due inside the span and comes late. */
  while (now_ns() < to + 2000000000LL)
    for (int k = epoll_wait(ep, events, 512, 50); k-- > 0;) take(events[k].data.ptr, from, to);

  qsort(lat_us, deliveries, sizeof *lat_us, by_value);
  int *last = malloc(SLOTS * sizeof *last);
  size_t whole = 0, messages = 0;
  for (int i = 0; i < SLOTS; i++) if (seen[i].due) {
    messages++;
    if (seen[i].readers == n) last[whole++] = (int)((seen[i].last - seen[i].due) / 1000);
  }
  qsort(last, whole, sizeof *last, by_value);
  long fewest = n ? all[0].got : 0;
  for (int i = 1; i < n; i++) if (all[i].got < fewest) fewest = all[i].got;
  printf("{\"readers\": %d, \"stalled\": %d, \"connect_s\": %.2f, \"messages\": %zu, \"complete\": %zu, \"deliveries\": %zu, \"per_s\": %.0f, "
         "\"fewest\": %ld, \"disorder\": %ld, \"closed\": %ld, \"p50\": %.2f, \"p90\": %.2f, \"p99\": %.2f, \"p999\": %.2f, \"max\": %.2f, "
         "\"last_p50\": %.2f, \"last_p99\": %.2f, \"last_max\": %.2f}\n",
         n, stalled, connect_s, messages, whole, deliveries, deliveries / span, fewest, disorder, closed,
         quantile(lat_us, deliveries, .5), quantile(lat_us, deliveries, .9), quantile(lat_us, deliveries, .99),
         quantile(lat_us, deliveries, .999), quantile(lat_us, deliveries, 1),
         quantile(last, whole, .5), quantile(last, whole, .99), quantile(last, whole, 1));
  return 0;
}
