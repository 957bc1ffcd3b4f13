using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EdgeProctoring.Gpio;

/// <summary>The real kernel: /dev/gpiochip*.</summary>
internal sealed partial class LinuxGpioKernel : IGpioKernel
{
    private const int ReadWrite = 2;
    private const int CloseOnExec = 0x80000;

    public IReadOnlyList<string> Chips() =>
        [.. Directory.GetFiles("/dev", "gpiochip*").Order(Comparer<string>.Create((one, other) =>
            one.Length != other.Length ? one.Length.CompareTo(other.Length) : string.CompareOrdinal(one, other)))];

    public int Open(string path, out SafeFileHandle chip)
    {
        chip = OpenFile(path, ReadWrite | CloseOnExec);
        return chip.IsInvalid ? Marshal.GetLastPInvokeError() : 0;
    }

    public unsafe int Control<T>(SafeFileHandle file, uint request, ref T data) where T : unmanaged
    {
        fixed (T* structure = &data)
        {
            return Control(file, request, structure) < 0 ? Marshal.GetLastPInvokeError() : 0;
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle OpenFile(string path, int flags);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static unsafe partial int Control(SafeFileHandle file, nuint request, void* data);
}
