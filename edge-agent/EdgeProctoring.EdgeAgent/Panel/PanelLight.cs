namespace EdgeProctoring.EdgeAgent;

/// <summary>What the light says.</summary>
internal enum PanelState
{
    Boot,
    Unclaimed,
    Ready,
    Exam,
    Fault,
    /// <summary>For a while after somebody asked which node this is.</summary>
    Identify,
    /// <summary>A long press waits for the second one.</summary>
    Confirm,
}

/// <summary>The colours that three lamps can mix.</summary>
[Flags]
internal enum PanelColour
{
    Off = 0,
    Red = 1,
    Green = 2,
    Blue = 4,
    Yellow = Red | Green,
    Magenta = Red | Blue,
    White = Red | Green | Blue,
}

/// <summary>How each state looks. No two differ by colour alone: who cannot tell red from green reads the rhythm.</summary>
internal static class PanelLight
{
    private static readonly TimeSpan _steady = TimeSpan.FromSeconds(1);

    /// <summary>The colour after so long in this state, and for how long it stays.</summary>
    public static (PanelColour Colour, TimeSpan For) At(PanelState state, TimeSpan since)
    {
        var (colour, on, off) = Rhythm(state);
        if (off == TimeSpan.Zero)
        {
            return (colour, _steady);
        }
        var within = TimeSpan.FromTicks(since.Ticks % (on + off).Ticks);
        return within < on ? (colour, on - within) : (PanelColour.Off, on + off - within);
    }

    private static (PanelColour Colour, TimeSpan On, TimeSpan Off) Rhythm(PanelState state) => state switch
    {
        PanelState.Boot => (PanelColour.White, _steady, TimeSpan.Zero),
        PanelState.Unclaimed => (PanelColour.Yellow, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)),
        PanelState.Ready => (PanelColour.Green, _steady, TimeSpan.Zero),
        PanelState.Exam => (PanelColour.Blue, TimeSpan.FromSeconds(2.8), TimeSpan.FromSeconds(0.2)),
        PanelState.Fault => (PanelColour.Red, TimeSpan.FromSeconds(0.25), TimeSpan.FromSeconds(0.25)),
        PanelState.Identify => (PanelColour.White, TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(0.1)),
        _ => (PanelColour.Magenta, TimeSpan.FromSeconds(0.25), TimeSpan.FromSeconds(0.25)),
    };
}
