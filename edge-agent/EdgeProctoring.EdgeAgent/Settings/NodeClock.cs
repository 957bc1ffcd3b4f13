using System.Runtime.InteropServices;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.EdgeAgent;

/// <summary>The node's time: UTC as the machine has it, monotonic time of this life, and how far the kernel trusts its clock.</summary>
internal sealed partial class NodeClock(TimeProvider time)
{
    /// <summary>What the kernel answers while nothing has set its clock.</summary>
    private const int Unsynchronised = 5;
    private const int TimexBytes = 512;

    private readonly long _start = time.GetTimestamp();

    public TimeProvider Time => time;
    public DateTimeOffset Now => time.GetUtcNow();
    public TimeSpan Monotonic => time.GetElapsedTime(_start);

    public ClockReading Read() => new(Monotonic, TimeSpan.Zero, Quality());

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
