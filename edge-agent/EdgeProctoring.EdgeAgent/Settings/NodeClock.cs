using System.Runtime.InteropServices;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.EdgeAgent;

/// <summary>
/// The node's time: monotonic time of this life, and UTC that follows from it, so that nothing here jumps when the machine's
/// clock does. Only <see cref="Follow"/> takes a new UTC over.
/// </summary>
internal sealed partial class NodeClock
{
    /// <summary>What the kernel answers while nothing has set its clock.</summary>
    private const int Unsynchronised = 5;
    private const int TimexBytes = 512;

    private readonly (DateTimeOffset From, DateTimeOffset To) _plausible;
    private readonly long _start;
    private readonly TaskCompletionSource _trusted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _zero;
    private int _era;

    /// <param name="time">The machine's clock.</param>
    /// <param name="plausible">
    /// A time outside of these, the life of the node's certificate, cannot be true: a machine without a battery wakes up in 1970.
    /// Absent: any time may be.
    /// </param>
    public NodeClock(TimeProvider time, (DateTimeOffset From, DateTimeOffset To)? plausible = null)
    {
        (Time, _plausible, _start) = (time, plausible ?? (DateTimeOffset.MinValue, DateTimeOffset.MaxValue), time.GetTimestamp());
        _zero = time.GetUtcNow().UtcTicks;
        Settle();
    }

    public TimeProvider Time { get; }
    public DateTimeOffset Now => At(Monotonic);
    public TimeSpan Monotonic => Time.GetElapsedTime(_start);
    /// <summary>Grows with each step of UTC: times of two eras must not be subtracted from one another.</summary>
    public int Era => Volatile.Read(ref _era);
    /// <summary>How far the machine's clock has gone away from the node's.</summary>
    public TimeSpan Skew => Time.GetUtcNow() - Now;
    /// <summary>Whether the time can be true; it then stays so, since an impossible one is never followed.</summary>
    public bool IsTrusted => _trusted.Task.IsCompleted;

    /// <summary>Over when the time can be true: before that nothing is sent.</summary>
    public Task TrustedAsync(CancellationToken cancel) => _trusted.Task.WaitAsync(cancel);

    /// <summary>UTC at a moment of monotonic time, as it is known now.</summary>
    public DateTimeOffset At(TimeSpan monotonic) => new(Interlocked.Read(ref _zero) + monotonic.Ticks, TimeSpan.Zero);

    public bool IsPlausible(DateTimeOffset at) => _plausible.From <= at && at <= _plausible.To;

    /// <summary>
    /// Takes the machine's clock over; returns by how much UTC stepped. A trusted time never follows to an impossible one: then
    /// nothing changes, and zero is returned.
    /// </summary>
    public TimeSpan Follow()
    {
        var step = Skew;
        if (IsTrusted && !IsPlausible(Now + step))
        {
            return TimeSpan.Zero;
        }
        Interlocked.Add(ref _zero, step.Ticks);
        Interlocked.Increment(ref _era);
        return step;
    }

    /// <summary>Trusts the time from now on if it can be true; after a correction, once what was kept before is right.</summary>
    public void Settle()
    {
        if (IsPlausible(Now))
        {
            _trusted.TrySetResult();
        }
    }

    public ClockReading Read() => new(Monotonic, TimeSpan.Zero, IsTrusted ? Quality() : ClockQuality.Unknown);

    public string NewId() => NewId(Now);

    /// <summary>An id whose order follows time.</summary>
    public static string NewId(DateTimeOffset at) => Guid.CreateVersion7(at).ToString("D");

    public static ClockQuality Quality()
    {
        Span<byte> asked = stackalloc byte[TimexBytes];
        asked.Clear();
        return AskKernel(ref MemoryMarshal.GetReference(asked)) switch
        {
            < 0 => ClockQuality.Unknown,
            Unsynchronised => ClockQuality.Free,
            _ => ClockQuality.Synchronised,
        };
    }

    /// <summary>With no mode set it changes nothing.</summary>
    [LibraryImport("libc", EntryPoint = "adjtimex")]
    private static partial int AskKernel(ref byte timex);
}
