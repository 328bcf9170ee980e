//! The only place where the program sleeps.
//!
//! A single `poll` waits for the first of: a key, a wake-up (a signal, or news from another thread), room in a terminal that was full,
//! and a deadline. The deadline is a timer on a clock that includes sleep, so that it fires when the machine wakes; `poll`'s own timeout
//! does not advance during sleep. There is no tick: without a deadline it sleeps until something happens.

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use std::io::{self, Read, Write};
use std::os::fd::BorrowedFd;
use std::os::unix::net::UnixStream;
use std::time::Duration;

#[cfg(any(target_os = "linux", target_os = "android"))]
use rustix::fd::OwnedFd;
#[cfg(any(target_os = "linux", target_os = "android"))]
use rustix::time::{Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, timerfd_create, timerfd_settime};

/// The longest sleep, which keeps the timer's arithmetic simple.
const LONGEST: Duration = Duration::from_secs(86_400);

/// Wakes the loop from another thread.
#[derive(Debug)]
pub struct Waker(UnixStream);

impl Waker {
    /// Wakes the loop, or makes it run once more if it is awake. Never blocks: if the pipe is full, a wake-up is already pending.
    pub fn wake(&self) {
        let _ = (&self.0).write(b"n");
    }

    /// A second waker for the same loop.
    ///
    /// # Errors
    /// If the process has no descriptor left.
    pub fn another(&self) -> io::Result<Waker> {
        self.0.try_clone().map(Waker)
    }

    pub(super) fn stream(&self) -> io::Result<UnixStream> {
        self.0.try_clone()
    }
}

/// Why a sleep ended; the deadline if no field is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct WakeReason {
    /// Keys were typed.
    pub(crate) input: bool,
    /// The terminal is gone.
    pub(crate) hangup: bool,
    /// The terminal accepts output again.
    pub(crate) room: bool,
}

/// Everything that can end a sleep.
#[derive(Debug)]
pub(crate) struct Poller {
    heard: UnixStream,
    waker: Waker,
    #[cfg(any(target_os = "linux", target_os = "android"))]
    timer: OwnedFd,
    /// Wakes when the wall clock is set (timerfd_create(2), TFD_TIMER_CANCEL_ON_SET); it never fires otherwise.
    #[cfg(any(target_os = "linux", target_os = "android"))]
    wall: OwnedFd,
}

impl Poller {
    pub(crate) fn new() -> io::Result<Poller> {
        let (heard, waker) = UnixStream::pair()?;
        heard.set_nonblocking(true)?;
        waker.set_nonblocking(true)?;
        #[cfg(any(target_os = "linux", target_os = "android"))]
        let wall = timerfd_create(TimerfdClockId::Realtime, TimerfdFlags::CLOEXEC | TimerfdFlags::NONBLOCK)?;
        #[cfg(any(target_os = "linux", target_os = "android"))]
        arm_wall(&wall)?;
        Ok(Poller {
            #[cfg(any(target_os = "linux", target_os = "android"))]
            wall,
            heard,
            waker: Waker(waker),
            #[cfg(any(target_os = "linux", target_os = "android"))]
            timer: timerfd_create(TimerfdClockId::Boottime, TimerfdFlags::CLOEXEC | TimerfdFlags::NONBLOCK)?,
        })
    }

    /// The waker for this loop.
    pub(crate) fn waker(&self) -> &Waker {
        &self.waker
    }

    /// Sleeps until `limit` has passed or something else happens. `full` is the terminal, if it has not accepted all output
    /// yet.
    pub(crate) fn sleep(
        &mut self,
        limit: Option<Duration>,
        input: Option<BorrowedFd<'_>>,
        full: Option<BorrowedFd<'_>>,
    ) -> io::Result<WakeReason> {
        let timeout = self.set_timer(limit)?;
        let mut fds = vec![
            PollFd::new(&self.heard, PollFlags::IN),
            #[cfg(any(target_os = "linux", target_os = "android"))]
            PollFd::new(&self.timer, PollFlags::IN),
            #[cfg(any(target_os = "linux", target_os = "android"))]
            PollFd::new(&self.wall, PollFlags::IN),
        ];
        let keys = fds.len();
        fds.extend(input.map(|fd| PollFd::from_borrowed_fd(fd, PollFlags::IN)));
        fds.extend(full.map(|fd| PollFd::from_borrowed_fd(fd, PollFlags::OUT)));
        match poll(&mut fds, timeout.as_ref()) {
            Ok(_) => {}
            // A signal, whose wake-up is in the pipe.
            Err(Errno::INTR) => return Ok(WakeReason::default()),
            Err(e) => return Err(e.into()),
        }
        let seen = |at: usize, flags: PollFlags| fds.get(at).is_some_and(|fd| fd.revents().intersects(flags));
        let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
        let woken = WakeReason {
            input: input.is_some() && seen(keys, PollFlags::IN),
            hangup: input.is_some() && seen(keys, gone),
            room: full.is_some() && seen(fds.len() - 1, PollFlags::OUT | gone),
        };
        if seen(0, PollFlags::IN) {
            let mut bytes = [0; 64];
            while matches!((&self.heard).read(&mut bytes), Ok(n) if n > 0) {}
        }
        #[cfg(any(target_os = "linux", target_os = "android"))]
        if seen(2, PollFlags::IN | gone) {
            // The wall clock was set. Arm the timer again for the next time.
            arm_wall(&self.wall)?;
        }
        Ok(woken)
    }

    /// Sets the timer; `poll` then needs no timeout. It is relative, as a test may move the clock that the program reads but not
    /// the kernel's.
    #[cfg(any(target_os = "linux", target_os = "android"))]
    fn set_timer(&self, limit: Option<Duration>) -> io::Result<Option<Timespec>> {
        let none = Timespec { tv_sec: 0, tv_nsec: 0 };
        let value = match limit {
            // Zero would disarm it.
            Some(limit) => spec(limit.clamp(Duration::from_nanos(1), LONGEST)),
            None => none,
        };
        timerfd_settime(&self.timer, TimerfdTimerFlags::empty(), &Itimerspec { it_interval: none, it_value: value })?;
        Ok(None)
    }

    /// Without such a timer, sleeps are at most a second long, so that waking from a suspend is noticed.
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    fn set_timer(&self, limit: Option<Duration>) -> io::Result<Option<Timespec>> {
        Ok(limit.map(|limit| spec(limit.min(LONGEST).min(Duration::from_secs(1)))))
    }
}

/// Arms the timer that setting the wall clock cancels, for the year 2200, which no session reaches.
#[cfg(any(target_os = "linux", target_os = "android"))]
fn arm_wall(wall: &OwnedFd) -> io::Result<()> {
    let far = Itimerspec {
        it_interval: Timespec { tv_sec: 0, tv_nsec: 0 },
        it_value: Timespec { tv_sec: 7_258_118_400, tv_nsec: 0 },
    };
    match timerfd_settime(wall, TimerfdTimerFlags::ABSTIME | TimerfdTimerFlags::CANCEL_ON_SET, &far) {
        // It was cancelled just now, but is armed all the same.
        Ok(_) | Err(Errno::CANCELED) => Ok(()),
        Err(e) => Err(e.into()),
    }
}

fn spec(span: Duration) -> Timespec {
    Timespec { tv_sec: i64::try_from(span.as_secs()).unwrap_or(i64::MAX), tv_nsec: span.subsec_nanos().into() }
}

#[cfg(test)]
mod tests {
    use super::{Poller, WakeReason};
    use std::io::Write;
    use std::os::fd::AsFd;
    use std::os::unix::net::UnixStream;
    use std::time::Duration;

    const LONG: Option<Duration> = Some(Duration::from_secs(60));

    #[test]
    fn a_deadline_ends_the_sleep() {
        let (mut poller, (input, _far)) = (Poller::new().unwrap(), UnixStream::pair().unwrap());
        let woken = poller.sleep(Some(Duration::from_millis(1)), Some(input.as_fd()), None).unwrap();
        assert_eq!(woken, WakeReason::default());
    }

    #[test]
    fn no_time_at_all_is_no_sleep() {
        let (mut poller, (input, _far)) = (Poller::new().unwrap(), UnixStream::pair().unwrap());
        assert_eq!(poller.sleep(Some(Duration::ZERO), Some(input.as_fd()), None).unwrap(), WakeReason::default());
    }

    #[test]
    fn a_nudge_ends_it_once() {
        let (mut poller, (input, _far)) = (Poller::new().unwrap(), UnixStream::pair().unwrap());
        let waker = poller.waker().another().unwrap();
        (0..10_000).for_each(|_| waker.wake());
        assert_eq!(poller.sleep(LONG, Some(input.as_fd()), None).unwrap(), WakeReason::default());
        assert_eq!(
            poller.sleep(Some(Duration::from_millis(1)), Some(input.as_fd()), None).unwrap(),
            WakeReason::default()
        );
    }

    #[test]
    fn keys_and_room_end_it() {
        let (mut poller, (input, mut far)) = (Poller::new().unwrap(), UnixStream::pair().unwrap());
        far.write_all(b"q").unwrap();
        let woken = poller.sleep(LONG, Some(input.as_fd()), None).unwrap();
        assert_eq!(woken, WakeReason { input: true, ..WakeReason::default() });
        let woken = poller.sleep(LONG, Some(far.as_fd()), Some(far.as_fd())).unwrap();
        assert_eq!(woken, WakeReason { room: true, ..WakeReason::default() });
    }

    #[test]
    fn a_terminal_that_goes_away_ends_it() {
        let (mut poller, (input, far)) = (Poller::new().unwrap(), UnixStream::pair().unwrap());
        drop(far);
        assert!(poller.sleep(LONG, Some(input.as_fd()), None).unwrap().hangup);
    }
}
