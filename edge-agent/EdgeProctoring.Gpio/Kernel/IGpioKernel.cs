using Microsoft.Win32.SafeHandles;

namespace EdgeProctoring.Gpio;

/// <summary>The kernel's side of GPIO: the one seam that tests replace, since a build machine has no chip.</summary>
internal interface IGpioKernel
{
    /// <summary>The paths of the machine's chips, in their order.</summary>
    IReadOnlyList<string> Chips();

    /// <summary>Opens a chip; 0 or an errno.</summary>
    int Open(string path, out SafeFileHandle chip);

    /// <summary>ioctl with the structure that the request names; 0 or an errno.</summary>
    int Control<T>(SafeFileHandle file, uint request, ref T data) where T : unmanaged;
}
