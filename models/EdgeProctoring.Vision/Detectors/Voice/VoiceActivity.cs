namespace EdgeProctoring.Vision;

/// <summary>Hears whether somebody speaks, not who nor what (Silero). One object a thread; sound is 16 kHz, one channel, -1 to 1.</summary>
public sealed class VoiceActivity : IDisposable
{
    public const string ModelName = "silero-vad-16k";
    public const int SampleRate = 16_000;

    private readonly float[] _window = new float[VoiceEar.Before + VoiceEar.New];
    private readonly float[] _state = new float[VoiceEar.StateLength];
    private readonly ModelSession _session;
    private readonly float[] _probability;
    private readonly float[] _nextState;

    public VoiceActivity(ModelShelf shelf)
    {
        _session = new ModelSession(shelf, ModelName);
        _session.BindInput("input", _window, 1, VoiceEar.Before + VoiceEar.New);
        _session.BindInput("state", _state, 2, 1, 128);
        _session.BindInput("sr", new long[] { SampleRate });
        _probability = _session.BindOutput("output", 1, 1);
        _nextState = _session.BindOutput("stateN", 2, 1, 128);
    }

    /// <summary>How probable speech was in the last whole window of 32 ms.</summary>
    public float Probability => _probability[0];

    /// <summary>Lets an ear hear sound of any length; adds the stretches of speech that ended in it.</summary>
    public void Hear(VoiceEar ear, ReadOnlySpan<float> samples, List<SpeechSpan> ended)
    {
        while (samples.Length > 0)
        {
            var take = Math.Min(VoiceEar.New - ear.Filled, samples.Length);
            samples[..take].CopyTo(ear.Window.AsSpan(VoiceEar.Before + ear.Filled));
            samples = samples[take..];
            ear.Filled += take;
            if (ear.Filled == VoiceEar.New && Window(ear) is { } span)
            {
                ended.Add(span);
            }
        }
    }

    public void Dispose() => _session.Dispose();

    private SpeechSpan? Window(VoiceEar ear)
    {
        ear.Window.CopyTo(_window, 0);
        ear.State.CopyTo(_state, 0);
        _session.Run();
        _nextState.CopyTo(ear.State, 0);
        // The network hears the end of this window again before the next.
        ear.Window.AsSpan(VoiceEar.New).CopyTo(ear.Window);
        var from = ear.Heard;
        (ear.Heard, ear.Filled) = (from + VoiceEar.New, 0);
        return ear.Gate.Hear(_probability[0], VoiceEar.At(from), VoiceEar.At(ear.Heard));
    }
}
