using System.Threading.Channels;
using EdgeProctoring.Hub.Evidence;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Vision;

namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>A recorded piece of a microphone that waits to be heard; its bytes lie in the blob store.</summary>
internal sealed record WaitingSound(RemoteSitting Sitting, long Segment, long Seq, DateTimeOffset From, string Sha256);

/// <summary>
/// Hears whether somebody speaks at home, not who nor what. One thread for all: a second of sound takes some milliseconds. When
/// more waits than can be heard, pieces are passed over and counted; they are recorded all the same.
/// </summary>
internal sealed partial class MicrophoneListener(IBlobStore blobs, Ledger ledger, IIngestLog ingest, RemoteParts parts) : BackgroundService
{
    /// <summary>About a quarter of an hour of a hundred students.</summary>
    private const int MostWaiting = 30_000;
    /// <summary>A sitting of which nothing came for so long is forgotten; speech that went on is ended with the sitting.</summary>
    private static readonly TimeSpan _forgetAfter = TimeSpan.FromMinutes(30);

    private readonly Channel<WaitingSound> _waiting = Channel.CreateBounded<WaitingSound>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true }, _ => parts.Meter.SkippedSound());
    private readonly Dictionary<string, (SpeechWatch Watch, DateTimeOffset Last)> _watches = new(StringComparer.Ordinal);
    private volatile bool _listens;

    public void Add(WaitingSound sound)
    {
        if (_listens)
        {
            _waiting.Writer.TryWrite(sound);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        await ledger.Ready.WaitAsync(stopping);
        if (!parts.Options.Value.Listens || Open() is not { } open)
        {
            return;
        }
        using var voice = open.Voice;
        try
        {
            _listens = true;
            await Task.Run(() => ListenAsync(voice, open.Model, stopping), stopping);
        }
        finally
        {
            foreach (var (watch, _) in _watches.Values)
            {
                watch.Dispose();
            }
        }
    }

    private (VoiceActivity Voice, string Model)? Open()
    {
        try
        {
            var shelf = ModelShelf.Open(parts.ModelFolder);
            var voice = new VoiceActivity(shelf);
            if (OpusVoice.IsThere())
            {
                Log.Listens(parts.Log, VoiceActivity.ModelName);
                return (voice, shelf.InUse(VoiceActivity.ModelName).Sha256);
            }
            voice.Dispose();
            Log.Deaf(parts.Log, "libopus is missing; install the package libopus0.");
        }
        catch (Exception e) when (e is DllNotFoundException or FileNotFoundException or ModelRefusedException)
        {
            Log.Deaf(parts.Log, e.Message);
        }
        return null;
    }

    private async Task ListenAsync(VoiceActivity voice, string model, CancellationToken stopping)
    {
        await foreach (var sound in _waiting.Reader.ReadAllAsync(stopping))
        {
            if (await BytesAsync(sound, stopping) is not { } bytes)
            {
                continue;
            }
            var changes = WatchOf(sound).Hear(sound.Segment, sound.Seq, sound.From, bytes, voice);
            parts.Meter.Heard();
            if (changes.Count > 0)
            {
                await ingest.AppendAsync(new SpeechHeard(sound.Sitting, [.. changes], model), stopping);
            }
        }
    }

    private SpeechWatch WatchOf(WaitingSound sound)
    {
        var now = parts.Time.GetUtcNow();
        if (!_watches.TryGetValue(sound.Sitting.Id, out var known))
        {
            foreach (var (sitting, old) in _watches.Where(one => now - one.Value.Last > _forgetAfter).ToList())
            {
                old.Watch.Dispose();
                _watches.Remove(sitting);
            }
            known.Watch = new SpeechWatch();
        }
        _watches[sound.Sitting.Id] = (known.Watch, now);
        return known.Watch;
    }

    private async Task<byte[]?> BytesAsync(WaitingSound sound, CancellationToken cancel)
    {
        if (await blobs.OpenAsync(sound.Sha256, cancel) is not { } stream)
        {
            return null;
        }
        await using (stream)
        {
            var bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes, cancel);
            return bytes;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4, LogLevel.Information, "Remote microphones are listened to for speech ({Model}), not for words.")]
        public static partial void Listens(ILogger logger, string model);

        [LoggerMessage(5, LogLevel.Warning, "Remote microphones are recorded but not listened to: {Reason}")]
        public static partial void Deaf(ILogger logger, string reason);
    }
}
