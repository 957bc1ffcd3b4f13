using System.Device.Gpio;
using EdgeProctoring.Gpio;
using EdgeProctoring.Packages.Tests.Gpio;

namespace EdgeProctoring.EdgeAgent.Tests;

/// <summary>A panel on a chip in memory: the light is read and the button pressed at the chip's lines, as on a board.</summary>
internal sealed class PanelRig : IDisposable
{
    public static readonly PanelSettings Settings = new() { Red = 17, Green = 27, Blue = 22, Button = 23, Lid = 24, HoldSeconds = 1 };

    public PanelRig(PanelSettings? settings = null)
    {
        var chip = Chip();
        // Released, before the board looks for the first time.
        chip.OpenPin(Settings.Button!.Value);
        Button.Level = true;
        Board = new PanelBoard(settings ?? Settings, chip);
    }

    public FakeGpioKernel Kernel { get; } = new();
    public PanelBoard Board { get; }
    public FakeLine Button => Kernel.Lines[Settings.Button!.Value];
    public FakeLine Lid => Kernel.Lines[Settings.Lid!.Value];

    public PanelColour Colour => (Lit(Settings.Red) ? PanelColour.Red : 0) | (Lit(Settings.Green) ? PanelColour.Green : 0) | (Lit(Settings.Blue) ? PanelColour.Blue : 0);

    public GpioController Chip() => new(CharacterDeviceDriver.Open(Kernel));

    /// <summary>Presses and lets go at once; what falls into the contacts' chatter counts as it ends.</summary>
    public void Press()
    {
        Button.Drive(false);
        Button.Drive(true);
    }

    /// <summary>Presses until this is seen, and lets go.</summary>
    public async Task<T> HoldAsync<T>(Func<Task<T>> seen)
    {
        Button.Drive(false);
        var what = await seen();
        Button.Drive(true);
        return what;
    }

    /// <summary>Waits until the light shows this.</summary>
    public async Task ShowsAsync(PanelColour colour, Action? meanwhile = null)
    {
        using var late = new CancellationTokenSource(TestHub.Limit);
        while (Colour != colour)
        {
            meanwhile?.Invoke();
            await Task.Delay(TimeSpan.FromMilliseconds(5), late.Token);
        }
    }

    public void Dispose() => Board.Dispose();

    private bool Lit(int? pin) => Kernel.Lines[pin!.Value].Level;
}
