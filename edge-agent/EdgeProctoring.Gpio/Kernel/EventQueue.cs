using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EdgeProctoring.Gpio;

/// <summary>Waits for edges on a requested line; can be woken to end. The reader holds the line open meanwhile.</summary>
internal sealed unsafe partial class EventQueue(SafeFileHandle line) : IDisposable
{
    private const short Readable = 1;
    private const int Interrupted = 4;
    private const int CloseOnExec = 0x80000;

    private readonly SafeFileHandle _wake = NewEvent(0, CloseOnExec);

    /// <summary>Blocks until the next edge; false after <see cref="Wake"/> or when the line is gone.</summary>
    public bool TryRead(out LineEvent edge)
    {
        edge = default;
        var waiting = stackalloc Waiting[2];
        waiting[0] = new Waiting { File = (int)_wake.DangerousGetHandle(), Events = Readable };
        waiting[1] = new Waiting { File = (int)line.DangerousGetHandle(), Events = Readable };
        while (Poll(waiting, 2, -1) < 0)
        {
            if (Marshal.GetLastPInvokeError() != Interrupted)
            {
                return false;
            }
        }
        fixed (LineEvent* into = &edge)
        {
            return waiting[0].Happened == 0 && (waiting[1].Happened & Readable) != 0
                && Read(line, into, (nuint)sizeof(LineEvent)) == sizeof(LineEvent);
        }
    }

    public void Wake()
    {
        var one = 1UL;
        Write(_wake, &one, sizeof(ulong));
    }

    public void Dispose() => _wake.Dispose();

    [LibraryImport("libc", EntryPoint = "eventfd")]
    private static partial SafeFileHandle NewEvent(uint initial, int flags);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(Waiting* waiting, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(SafeFileHandle file, void* into, nuint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(SafeFileHandle file, void* from, nuint count);

    /// <summary>struct pollfd.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Waiting
    {
        public int File;
        public short Events;
        public short Happened;
    }
}
