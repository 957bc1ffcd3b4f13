using System.Runtime.CompilerServices;

namespace EdgeProctoring.Gpio;

/// <summary>The ioctl numbers of the GPIO character device: direction, size of the structure, type 0xB4 and number in one word.</summary>
internal static class Requests
{
    private const uint Read = 2;
    private const uint ReadWrite = 3;

    public static readonly uint GetChipInfo = Number<ChipInfo>(Read, 0x01);
    public static readonly uint GetLineInfo = Number<LineInfo>(ReadWrite, 0x05);
    public static readonly uint GetLine = Number<LineRequest>(ReadWrite, 0x07);
    public static readonly uint SetConfig = Number<LineConfig>(ReadWrite, 0x0D);
    public static readonly uint GetValues = Number<LineValues>(ReadWrite, 0x0E);
    public static readonly uint SetValues = Number<LineValues>(ReadWrite, 0x0F);

    private static uint Number<T>(uint direction, uint number) where T : unmanaged =>
        direction << 30 | (uint)Unsafe.SizeOf<T>() << 16 | 0xB4u << 8 | number;
}
