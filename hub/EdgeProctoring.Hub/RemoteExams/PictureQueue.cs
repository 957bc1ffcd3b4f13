namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>A picture of a webcam that waits to be looked at; its bytes lie in the blob store.</summary>
internal sealed record WaitingPicture(RemoteSitting Sitting, DateTimeOffset At, string Sha256, int Size);

/// <summary>
/// Shares the looks fairly: sittings take turns, each in the order of its own pictures, one look at a time. When more wait
/// than can be looked at, every sitting is looked at less often (each second, then each 2, then each 5), and whoever is
/// passed over is counted. A picture that is not looked at is still recorded.
/// </summary>
internal sealed class PictureQueue(RemoteMeter meter) : IDisposable
{
    /// <summary>Pictures of one sitting that may wait: what a student's page brings at once after an hour without network.</summary>
    private const int MostWaiting = 3_600;
    /// <summary>A page's second is not a second to the millisecond.</summary>
    private static readonly TimeSpan _slack = TimeSpan.FromMilliseconds(150);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Line> _lines = new(StringComparer.Ordinal);
    private readonly Queue<Line> _turns = new();
    private readonly SemaphoreSlim _more = new(0);
    private int _waiting;

    /// <summary>How often each sitting is looked at now.</summary>
    public TimeSpan Every
    {
        get { lock (_gate) { return EveryNow(); } }
    }

    public int Waiting
    {
        get { lock (_gate) { return _waiting; } }
    }

    public void Add(WaitingPicture picture)
    {
        lock (_gate)
        {
            if (!_lines.TryGetValue(picture.Sitting.Id, out var line))
            {
                _lines[picture.Sitting.Id] = line = new Line();
            }
            if (line.Pictures.Count >= MostWaiting)
            {
                meter.SkippedPicture();
                return;
            }
            line.Pictures.Enqueue(picture);
            _waiting++;
            Turn(line);
        }
    }

    /// <summary>Waits until there is a picture, and takes none.</summary>
    public async Task FirstAsync(CancellationToken cancel)
    {
        await _more.WaitAsync(cancel);
        _more.Release();
    }

    /// <summary>The next picture to look at; its sitting rests until <see cref="Done"/>.</summary>
    public async Task<WaitingPicture> TakeAsync(CancellationToken cancel)
    {
        while (true)
        {
            await _more.WaitAsync(cancel);
            lock (_gate)
            {
                var line = _turns.Dequeue();
                line.HasTurn = false;
                if (Next(line) is { } picture)
                {
                    line.IsLooked = true;
                    return picture;
                }
            }
        }
    }

    public void Done(WaitingPicture picture)
    {
        lock (_gate)
        {
            var line = _lines[picture.Sitting.Id];
            line.IsLooked = false;
            Turn(line);
        }
    }

    public void Dispose() => _more.Dispose();

    private void Turn(Line line)
    {
        if (!line.HasTurn && !line.IsLooked && line.Pictures.Count > 0)
        {
            line.HasTurn = true;
            _turns.Enqueue(line);
            _more.Release();
        }
    }

    // By the pictures' own times: what comes late is thinned no more than what comes in time.
    private WaitingPicture? Next(Line line)
    {
        var every = EveryNow();
        while (line.Pictures.TryDequeue(out var picture))
        {
            _waiting--;
            if (every > TimeSpan.FromSeconds(1) && picture.At < line.Last + every - _slack)
            {
                meter.SkippedPicture();
                continue;
            }
            line.Last = picture.At;
            return picture;
        }
        return null;
    }

    private TimeSpan EveryNow() => TimeSpan.FromSeconds(_waiting <= 4 * Math.Max(4, _lines.Count) ? 1 : _waiting <= 12 * Math.Max(4, _lines.Count) ? 2 : 5);

    private sealed class Line
    {
        public Queue<WaitingPicture> Pictures { get; } = new();
        public DateTimeOffset Last { get; set; }
        public bool HasTurn { get; set; }
        public bool IsLooked { get; set; }
    }
}
