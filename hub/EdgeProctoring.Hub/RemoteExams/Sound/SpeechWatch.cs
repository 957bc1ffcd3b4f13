using EdgeProctoring.Contracts;
using EdgeProctoring.Vision;

namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>
/// Turns the recorded pieces of one student's microphone into sightings of speech. Words are a second apart and still one
/// speech; a single word or a cough is none.
/// </summary>
internal sealed class SpeechWatch : IDisposable
{
    /// <summary>How sure speech is that lasted.</summary>
    private const int Confidence = 800;
    /// <summary>Pieces that wait for one before them that is late.</summary>
    private const int MostWaiting = 16;
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1.2);
    private static readonly TimeSpan _shortest = TimeSpan.FromSeconds(1);

    private readonly OpusVoice _opus = new();
    private readonly SortedDictionary<long, (DateTimeOffset From, byte[] Bytes)> _waiting = [];
    private readonly List<SpeechSpan> _ended = [];
    private readonly List<Sighting> _changes = [];
    private WebmSound _webm = new(isLost: true);
    private VoiceEar _ear = new();
    private long _segment = -1;
    private long _next;
    private DateTimeOffset? _began;
    private (DateTimeOffset From, DateTimeOffset To)? _speech;
    private Sighting? _open;

    /// <summary>Hears one piece, and what waited for it; says what began and what ended.</summary>
    public IReadOnlyList<Sighting> Hear(long segment, long seq, DateTimeOffset from, byte[] bytes, VoiceActivity voice)
    {
        _changes.Clear();
        if (segment != _segment)
        {
            Restart();
            (_segment, _next) = (segment, 0);
        }
        if (seq >= _next)
        {
            _waiting[seq] = (from, bytes);
        }
        while (_waiting.Count > 0 && (_waiting.ContainsKey(_next) || _waiting.Count > MostWaiting))
        {
            var (number, piece) = _waiting.First();
            _waiting.Remove(number);
            if (number != _next)
            {
                Restart();
            }
            _next = number + 1;
            Hear(piece.From, piece.Bytes, voice);
        }
        return _changes;
    }

    public void Dispose() => _opus.Dispose();

    private void Hear(DateTimeOffset from, byte[] bytes, VoiceActivity voice)
    {
        if (WebmHeader.IsAt(bytes))
        {
            Restart();
            _webm = new WebmSound();
        }
        _webm.Read(bytes, (_, packet) =>
        {
            _began ??= from;
            _ended.Clear();
            voice.Hear(_ear, _opus.Decode(packet), _ended);
            foreach (var span in _ended)
            {
                Said(span.From, span.To);
            }
        });
        Tell();
    }

    /// <summary>What is heard from here on has nothing to do with what was before.</summary>
    private void Restart()
    {
        if (_ear.End() is { } last)
        {
            Said(last.From, last.To);
        }
        Close();
        (_webm, _ear, _began) = (new WebmSound(isLost: true), new VoiceEar(), null);
    }

    private void Said(TimeSpan from, TimeSpan to)
    {
        var (begins, ends) = (_began!.Value + from, _began.Value + to);
        if (_speech is { } before && begins - before.To > _pause)
        {
            Close();
        }
        _speech = (_speech?.From ?? begins, ends);
        Open();
    }

    /// <summary>After each piece: who still speaks has begun, who has been silent for long has ended.</summary>
    private void Tell()
    {
        var now = _began + _ear.Length;
        if (_ear.SpeaksSince is { } since)
        {
            Said(since, _ear.Length);
        }
        else if (_speech is { } said && now - said.To > _pause)
        {
            Close();
        }
    }

    private void Open()
    {
        if (_open is null && _speech is { } speech && speech.To - speech.From >= _shortest)
        {
            _open = new Sighting { Id = Guid.CreateVersion7(speech.From).ToString(), Kind = ObservationKind.Speech, From = speech.From, Confidence = Confidence };
            _changes.Add(_open);
        }
    }

    private void Close()
    {
        if (_open is { } open && _speech is { } speech)
        {
            _changes.Add(open with { To = speech.To });
        }
        (_open, _speech) = (null, null);
    }
}
