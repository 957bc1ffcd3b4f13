namespace System.Device.Gpio;

/// <summary>What a pin is used for.</summary>
public enum PinMode
{
    Input,
    Output,
    InputPullDown,
    InputPullUp,
}

/// <summary>The edges of a signal.</summary>
[Flags]
public enum PinEventTypes
{
    None = 0,
    Rising = 1,
    Falling = 2,
}

/// <summary>Called when an edge was seen, on a thread of its own.</summary>
public delegate void PinChangeEventHandler(object sender, PinValueChangedEventArgs pinValueChangedEventArgs);

/// <summary>Which edge was seen, and where.</summary>
public class PinValueChangedEventArgs(PinEventTypes changeType, int pinNumber) : EventArgs
{
    public PinEventTypes ChangeType { get; } = changeType;
    public int PinNumber { get; } = pinNumber;
}

/// <summary>How waiting for an edge ended.</summary>
#pragma warning disable CA1051, CA1815 // Upstream's struct has public fields and no equality.
public struct WaitForEventResult
{
    /// <summary>The edge that was seen; None where the wait was cancelled.</summary>
    public PinEventTypes EventTypes;

    /// <summary>True where the wait was cancelled or ran out of time before an edge came.</summary>
    public bool TimedOut;
}
