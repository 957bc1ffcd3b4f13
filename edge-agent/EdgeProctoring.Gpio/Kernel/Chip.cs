using Microsoft.Win32.SafeHandles;

namespace EdgeProctoring.Gpio;

/// <summary>An opened GPIO chip.</summary>
internal sealed class Chip : IDisposable
{
    /// <summary>The chips that carry the header of the boards we use; other chips of such a board drive its own parts.</summary>
    private static readonly string[] _headers = ["pinctrl-rp1", "pinctrl-bcm", "tegra"];

    private readonly SafeFileHandle _file;

    private Chip(IGpioKernel kernel, string path, SafeFileHandle file, in ChipInfo info)
    {
        Kernel = kernel;
        Path = path;
        _file = file;
        Label = info.Label.ToString();
        Lines = (int)info.Lines;
    }

    public IGpioKernel Kernel { get; }
    public string Path { get; }
    public string Label { get; }
    public int Lines { get; }

    /// <summary>Opens the chip with the board's header, else the first one.</summary>
    public static Chip Open(IGpioKernel kernel)
    {
        var paths = kernel.Chips();
        if (paths.Count == 0)
        {
            throw GpioErrors.NoChip();
        }
        var chips = new List<Chip>();
        try
        {
            foreach (var path in paths)
            {
                chips.Add(Open(kernel, path));
            }
            var chosen = chips.Find(chip => _headers.Any(header => chip.Label.StartsWith(header, StringComparison.Ordinal))) ?? chips[0];
            chips.Remove(chosen);
            return chosen;
        }
        finally
        {
            chips.ForEach(chip => chip.Dispose());
        }
    }

    /// <summary>Takes one line for us alone, as it is: neither direction nor value changes.</summary>
    public SafeFileHandle Request(int pin)
    {
        if (pin < 0 || pin >= Lines)
        {
            throw GpioErrors.WrongPin(pin, this);
        }
        var request = new LineRequest { Consumer = Name.Of("edgeproctoring"), LineCount = 1 };
        request.Offsets[0] = (uint)pin;
        var error = Kernel.Control(_file, Requests.GetLine, ref request);
        return error == 0 ? new SafeFileHandle(request.Handle, ownsHandle: true) : throw GpioErrors.Refused("opened", pin, this, error);
    }

    /// <summary>Who uses a line, by the name it gave; empty where nobody does or it gave none.</summary>
    public string UserOf(int pin)
    {
        var info = new LineInfo { Offset = (uint)pin };
        return Kernel.Control(_file, Requests.GetLineInfo, ref info) == 0 ? info.Consumer.ToString() : "";
    }

    public void Dispose() => _file.Dispose();

    private static Chip Open(IGpioKernel kernel, string path)
    {
        var error = kernel.Open(path, out var file);
        if (error != 0)
        {
            file.Dispose();
            throw GpioErrors.CannotOpen(path, error);
        }
        var info = new ChipInfo();
        error = kernel.Control(file, Requests.GetChipInfo, ref info);
        if (error != 0)
        {
            file.Dispose();
            throw GpioErrors.CannotOpen(path, error);
        }
        return new Chip(kernel, path, file, info);
    }
}
