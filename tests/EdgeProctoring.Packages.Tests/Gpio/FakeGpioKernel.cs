using System.IO.Pipes;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EdgeProctoring.Gpio;
using Microsoft.Win32.SafeHandles;

namespace EdgeProctoring.Packages.Tests.Gpio;

/// <summary>
/// The kernel's side of GPIO in memory. Lines are real pipes, so that polling, reading and closing are the driver's real code.
/// </summary>
internal sealed class FakeGpioKernel : IGpioKernel
{
    public const int NoAccess = 13;
    public const int Busy = 16;
    public const int Invalid = 22;

    private readonly Dictionary<string, string> _labels = new() { ["/dev/gpiochip0"] = "pinctrl-bcm2711" };
    private readonly Dictionary<nint, string> _opened = [];
    private readonly Dictionary<nint, FakeLine> _byHandle = [];

    public Dictionary<int, FakeLine> Lines { get; } = [];
    public Dictionary<int, string> UsedByOthers { get; } = [];
    public int OpenError { get; init; }
    public string? ChipInUse { get; private set; }

    public FakeGpioKernel With(params (string Path, string Label)[] chips)
    {
        _labels.Clear();
        foreach (var (path, label) in chips)
        {
            _labels.Add(path, label);
        }
        return this;
    }

    public IReadOnlyList<string> Chips() => [.. _labels.Keys];

    public int Open(string path, out SafeFileHandle chip)
    {
        chip = OpenError == 0 ? File.OpenHandle("/dev/null") : new SafeFileHandle();
        if (OpenError == 0)
        {
            _opened[chip.DangerousGetHandle()] = path;
        }
        return OpenError;
    }

    public int Control<T>(SafeFileHandle file, uint request, ref T data) where T : unmanaged
    {
        ObjectDisposedException.ThrowIf(file.IsClosed, file);
        var handle = file.DangerousGetHandle();
        return data switch
        {
            ChipInfo when request == Requests.GetChipInfo => Describe(_opened[handle], ref Unsafe.As<T, ChipInfo>(ref data)),
            LineInfo when request == Requests.GetLineInfo => Describe(ref Unsafe.As<T, LineInfo>(ref data)),
            LineRequest when request == Requests.GetLine => Give(_opened[handle], ref Unsafe.As<T, LineRequest>(ref data)),
            LineConfig when request == Requests.SetConfig => _byHandle[handle].Configure(Unsafe.As<T, LineConfig>(ref data)),
            LineValues when request == Requests.GetValues => _byHandle[handle].Read(ref Unsafe.As<T, LineValues>(ref data)),
            LineValues when request == Requests.SetValues => _byHandle[handle].Write(Unsafe.As<T, LineValues>(ref data)),
            _ => Invalid,
        };
    }

    private int Describe(string path, ref ChipInfo info)
    {
        info.Label = Name.Of(_labels[path]);
        info.Lines = 58;
        return 0;
    }

    private int Describe(ref LineInfo info)
    {
        info.Consumer = Name.Of(UsedByOthers.GetValueOrDefault((int)info.Offset, ""));
        return 0;
    }

    private int Give(string path, ref LineRequest request)
    {
        var pin = (int)request.Offsets[0];
        if (UsedByOthers.ContainsKey(pin))
        {
            return Busy;
        }
        Assert.Equal("edgeproctoring", request.Consumer.ToString());
        Assert.Equal(1u, request.LineCount);
        ChipInUse = path;
        var line = new FakeLine(pin);
        request.Handle = line.GiveAway();
        _byHandle[request.Handle] = line;
        Lines[pin] = line;
        return 0;
    }
}

/// <summary>One line: what the driver asked of it, and a way to make edges.</summary>
internal sealed class FakeLine(int pin) : IDisposable
{
    private readonly AnonymousPipeServerStream _edges = new(PipeDirection.Out);

    public List<LineFlags> Configured { get; } = [];
    public List<bool> Values { get; } = [];
    public bool Level { get; set; }

    /// <summary>True once the driver closed the line's descriptor.</summary>
    public bool IsReleased
    {
        get
        {
            try
            {
                _edges.WriteByte(0);
                return false;
            }
            catch (IOException)
            {
                return true;
            }
        }
    }

    public int GiveAway()
    {
        var handle = (int)_edges.ClientSafePipeHandle.DangerousGetHandle();
        _edges.ClientSafePipeHandle.SetHandleAsInvalid();
        return handle;
    }

    public int Configure(in LineConfig config)
    {
        Configured.Add(config.Flags);
        if (config.AttributeCount == 1 && config.Attributes[0].Attribute.Id == LineAttribute.OutputValues)
        {
            Set((config.Attributes[0].Attribute.Value & config.Attributes[0].Mask & 1) != 0);
        }
        return 0;
    }

    public int Read(ref LineValues values)
    {
        values.Bits = Level ? values.Mask & 1 : 0;
        return 0;
    }

    public int Write(in LineValues values)
    {
        Set((values.Bits & values.Mask & 1) != 0);
        return 0;
    }

    /// <summary>The level changes from outside; the kernel queues an event where somebody asked for this edge.</summary>
    public void Drive(bool level)
    {
        Level = level;
        if (Configured[^1].HasFlag(level ? LineFlags.RisingEdge : LineFlags.FallingEdge))
        {
            var edge = new LineEvent { Id = level ? LineEvent.RisingEdge : LineEvent.FallingEdge, Offset = (uint)pin };
            _edges.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<LineEvent>(ref edge)));
        }
    }

    public void Dispose() => _edges.Dispose();

    private void Set(bool value)
    {
        Level = value;
        Values.Add(value);
    }
}
