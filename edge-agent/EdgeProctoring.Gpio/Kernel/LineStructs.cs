using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EdgeProctoring.Gpio;

// The structures of <linux/gpio.h>, version 2 of the interface. Sizes and offsets are the kernel's contract; a test compares them.

/// <summary>struct gpiochip_info.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ChipInfo
{
    public Name Name;
    public Name Label;
    public uint Lines;
}

/// <summary>struct gpio_v2_line_attribute.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LineAttribute
{
    public const uint OutputValues = 2;

    public uint Id;
    private readonly uint _padding;
    public ulong Value;
}

/// <summary>struct gpio_v2_line_config_attribute.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LineConfigAttribute
{
    public LineAttribute Attribute;
    public ulong Mask;
}

/// <summary>struct gpio_v2_line_config.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LineConfig
{
    public LineFlags Flags;
    public uint AttributeCount;
    private readonly FiveInts _padding;
    public Ten<LineConfigAttribute> Attributes;
}

/// <summary>struct gpio_v2_line_request.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LineRequest
{
    public SixtyFourInts Offsets;
    public Name Consumer;
    public LineConfig Config;
    public uint LineCount;
    public uint EventBufferSize;
    private readonly FiveInts _padding;
    public int Handle;
}

/// <summary>struct gpio_v2_line_values.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LineValues
{
    public ulong Bits;
    public ulong Mask;
}

/// <summary>struct gpio_v2_line_info.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LineInfo
{
    public Name Name;
    public Name Consumer;
    public uint Offset;
    public uint AttributeCount;
    public LineFlags Flags;
    public Ten<LineAttribute> Attributes;
    private readonly FourInts _padding;
}

/// <summary>struct gpio_v2_line_event.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LineEvent
{
    public const uint RisingEdge = 1;
    public const uint FallingEdge = 2;

    public ulong Nanoseconds;
    public uint Id;
    public uint Offset;
    public uint Number;
    public uint LineNumber;
    private readonly SixInts _padding;
}

/// <summary>enum gpio_v2_line_flag.</summary>
[Flags]
internal enum LineFlags : ulong
{
    None = 0,
    Used = 1 << 0,
    Input = 1 << 2,
    Output = 1 << 3,
    RisingEdge = 1 << 4,
    FallingEdge = 1 << 5,
    PullUp = 1 << 8,
    PullDown = 1 << 9,
}

[InlineArray(4)]
internal struct FourInts
{
    private uint _first;
}

[InlineArray(5)]
internal struct FiveInts
{
    private uint _first;
}

[InlineArray(6)]
internal struct SixInts
{
    private uint _first;
}

[InlineArray(64)]
internal struct SixtyFourInts
{
    private uint _first;
}

[InlineArray(10)]
internal struct Ten<T>
{
    private T _first;
}

/// <summary>A text of at most 31 bytes, ended by a zero.</summary>
[InlineArray(32)]
internal struct Name
{
    private byte _first;

    public static Name Of(string text)
    {
        var name = new Name();
        System.Text.Encoding.UTF8.GetBytes(text, name[..31]);
        return name;
    }

    public override readonly string ToString()
    {
        ReadOnlySpan<byte> bytes = this;
        var end = bytes.IndexOf((byte)0);
        return System.Text.Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
    }
}
