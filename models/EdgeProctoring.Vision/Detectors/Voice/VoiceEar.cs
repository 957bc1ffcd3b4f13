namespace EdgeProctoring.Vision;

/// <summary>What is remembered of one microphone between two windows of sound. Many ears can share one network.</summary>
public sealed class VoiceEar
{
    internal const int New = 512;
    internal const int Before = 64;
    internal const int StateLength = 2 * 128;

    internal float[] Window { get; } = new float[Before + New];
    internal float[] State { get; } = new float[StateLength];
    internal VoiceGate Gate { get; } = new();
    internal int Filled { get; set; }
    internal long Heard { get; set; }

    /// <summary>Since when somebody speaks, from the beginning of what was heard; null while nobody does.</summary>
    public TimeSpan? SpeaksSince => Gate.SpeaksSince;

    /// <summary>How long was heard.</summary>
    public TimeSpan Length => At(Heard);

    /// <summary>Ends what goes on: the microphone is off.</summary>
    public SpeechSpan? End() => Gate.End(At(Heard));

    internal static TimeSpan At(long samples) => TimeSpan.FromTicks(samples * (TimeSpan.TicksPerSecond / VoiceActivity.SampleRate));
}
