namespace EdgeProctoring.Vision;

/// <summary>A stretch of speech, from the beginning of what was heard.</summary>
public readonly record struct SpeechSpan(TimeSpan From, TimeSpan To);

/// <summary>
/// Decides from single windows whether somebody speaks: begins at once, ends after a tenth of a second of clear silence; what
/// is shorter than a quarter of a second was a click.
/// </summary>
internal sealed class VoiceGate
{
    private const float On = 0.5f;
    private const float Off = 0.35f;
    private static readonly TimeSpan _silence = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _shortest = TimeSpan.FromMilliseconds(250);
    private TimeSpan _from;
    private TimeSpan _quietSince;
    private bool _quiet;

    public bool Speaks { get; private set; }

    public TimeSpan? SpeaksSince => Speaks ? _from : null;

    /// <summary>Takes one window; the stretch that ended with it, if one did.</summary>
    public SpeechSpan? Hear(float probability, TimeSpan from, TimeSpan to)
    {
        if (!Speaks)
        {
            (Speaks, _quiet, _from) = (probability >= On, false, from);
            return null;
        }
        if (probability >= Off)
        {
            _quiet = false;
            return null;
        }
        _quietSince = _quiet ? _quietSince : from;
        _quiet = true;
        return to - _quietSince >= _silence ? End(_quietSince) : null;
    }

    /// <summary>Ends what goes on.</summary>
    public SpeechSpan? End(TimeSpan at)
    {
        var spoke = Speaks;
        var to = _quiet ? _quietSince : at;
        (Speaks, _quiet) = (false, false);
        return spoke && to - _from >= _shortest ? new SpeechSpan(_from, to) : null;
    }
}
