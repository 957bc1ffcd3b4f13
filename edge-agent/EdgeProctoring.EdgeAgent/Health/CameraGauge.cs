using EdgeProctoring.Contracts;

namespace EdgeProctoring.EdgeAgent;

/// <summary>What one camera's loops count and say, for heartbeat and status.</summary>
internal sealed class CameraGauge(string camera, TimeProvider time, Action<string> changed)
{
    /// <summary>Below this share of the wanted rate it is told.</summary>
    private const int EnoughPercent = 80;
    private static readonly TimeSpan _least = TimeSpan.FromSeconds(4);

    private readonly Lock _gate = new();
    private long _frames;
    private long _framesBefore;
    private long _since = time.GetTimestamp();
    private int _framesPerMinute;
    private int _droppedBefore;
    private int _looksPerMinute;
    private bool _delivering;
    private string? _capture = "the camera has not delivered yet";
    private string? _picture;

    /// <summary>Pictures a minute that are to be looked at.</summary>
    public int Wanted { get; init; }
    public Func<int> Dropped { get; set; } = () => 0;
    public Func<long> DeadlineMisses { get; set; } = () => 0;
    public int Restarts { get; set; }

    public void Frame() => Interlocked.Increment(ref _frames);

    /// <summary>Whether pictures come, and why not.</summary>
    public void Delivers(bool delivering, string? trouble) => Change(() => (_delivering, _capture) = (delivering, trouble));

    /// <summary>What is wrong with the pictures that come: dark, covered.</summary>
    public void Shows(string? trouble) => Change(() => _picture = trouble);

    /// <summary>What is looked at where it is much less than wanted; null where all is.</summary>
    public string? Shortfall
    {
        get
        {
            lock (_gate)
            {
                return _delivering && _looksPerMinute >= 0 && _looksPerMinute < Wanted * EnoughPercent / 100 ? $"camera {camera} is looked at {_looksPerMinute} times a minute instead of {Wanted}: the processor has no time" : null;
            }
        }
    }

    /// <summary>A minute's rate, measured since the last call; what is too short to measure waits for the next.</summary>
    public void Measure()
    {
        lock (_gate)
        {
            var (now, frames) = (time.GetTimestamp(), Interlocked.Read(ref _frames));
            var elapsed = time.GetElapsedTime(_since, now);
            if (elapsed < _least)
            {
                return;
            }
            var dropped = Dropped();
            _framesPerMinute = (int)Math.Round((frames - _framesBefore) / elapsed.TotalMinutes);
            // The first stretch holds the camera's start: it says nothing about the processor.
            _looksPerMinute = _framesBefore == 0 ? -1 : (int)Math.Round((frames - _framesBefore - (dropped - _droppedBefore)) / elapsed.TotalMinutes);
            (_since, _framesBefore, _droppedBefore) = (now, frames, dropped);
        }
    }

    public CameraHealth Read()
    {
        lock (_gate)
        {
            return new CameraHealth
            {
                Camera = camera,
                Delivering = _delivering,
                FramesPerMinute = _framesPerMinute,
                Dropped = Dropped(),
                DeadlineMisses = (int)Math.Min(DeadlineMisses(), int.MaxValue),
                Restarts = Restarts,
                Trouble = _capture ?? _picture,
            };
        }
    }

    private void Change(Action change)
    {
        bool isNew;
        lock (_gate)
        {
            var before = (_delivering, _capture, _picture);
            change();
            isNew = before != (_delivering, _capture, _picture);
        }
        if (isNew)
        {
            changed(camera);
        }
    }
}
