namespace EdgeProctoring.Vision;

/// <summary>Hears whether somebody speaks, not who nor what (Silero). One object a microphone; sound is 16 kHz, one channel, -1 to 1.</summary>
public sealed class VoiceActivity : IDisposable
{
    public const string ModelName = "silero-vad-16k";
    public const int SampleRate = 16_000;
    private const int New = 512;
    private const int Before = 64;
    private const int StateLength = 2 * 128;

    private readonly float[] _window = new float[Before + New];
    private readonly float[] _state = new float[StateLength];
    private readonly ModelSession _session;
    private readonly float[] _probability;
    private readonly float[] _nextState;
    private readonly VoiceGate _gate = new();
    private int _filled;
    private long _heard;

    public VoiceActivity(ModelShelf shelf)
    {
        _session = new ModelSession(shelf, ModelName);
        _session.BindInput("input", _window, 1, Before + New);
        _session.BindInput("state", _state, 2, 1, 128);
        _session.BindInput("sr", new long[] { SampleRate });
        _probability = _session.BindOutput("output", 1, 1);
        _nextState = _session.BindOutput("stateN", 2, 1, 128);
    }

    public bool Speaks => _gate.Speaks;

    /// <summary>How probable speech was in the last whole window of 32 ms.</summary>
    public float Probability => _probability[0];

    /// <summary>Takes sound of any length; adds the stretches of speech that ended in it.</summary>
    public void Hear(ReadOnlySpan<float> samples, List<SpeechSpan> ended)
    {
        while (samples.Length > 0)
        {
            var take = Math.Min(New - _filled, samples.Length);
            samples[..take].CopyTo(_window.AsSpan(Before + _filled));
            samples = samples[take..];
            _filled += take;
            if (_filled == New && Window() is { } span)
            {
                ended.Add(span);
            }
        }
    }

    /// <summary>Ends what goes on: the microphone is off.</summary>
    public SpeechSpan? End() => _gate.End(At(_heard));

    public void Dispose() => _session.Dispose();

    private SpeechSpan? Window()
    {
        _session.Run();
        _nextState.CopyTo(_state, 0);
        // The network hears the end of this window again before the next.
        _window.AsSpan(New).CopyTo(_window);
        var from = _heard;
        (_heard, _filled) = (_heard + New, 0);
        return _gate.Hear(_probability[0], At(from), At(_heard));
    }

    private static TimeSpan At(long samples) => TimeSpan.FromTicks(samples * (TimeSpan.TicksPerSecond / SampleRate));
}
