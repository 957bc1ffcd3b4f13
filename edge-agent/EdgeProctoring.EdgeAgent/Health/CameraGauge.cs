using EdgeProctoring.Contracts;

namespace EdgeProctoring.EdgeAgent;

/// <summary>What one camera's loops count and say, for heartbeat and status.</summary>
internal sealed class CameraGauge(string camera, TimeProvider time, Action<string> changed)
{
    private readonly Lock _gate = new();
    private long _frames;
    private long _framesBefore;
    private long _since = time.GetTimestamp();
    private int _framesPerMinute;
    private bool _delivering;
    private string? _capture = "the camera has not delivered yet";
    private string? _picture;

    public Func<int> Dropped { get; set; } = () => 0;
    public Func<long> DeadlineMisses { get; set; } = () => 0;
    public int Restarts { get; set; }

    public void Frame() => Interlocked.Increment(ref _frames);

    /// <summary>Whether pictures come, and why not.</summary>
    public void Delivers(bool delivering, string? trouble) => Change(() => (_delivering, _capture) = (delivering, trouble));

    /// <summary>What is wrong with the pictures that come: dark, covered.</summary>
    public void Shows(string? trouble) => Change(() => _picture = trouble);

    /// <summary>A minute's rate, measured since the last call.</summary>
    public void Measure()
    {
        lock (_gate)
        {
            var (now, frames) = (time.GetTimestamp(), Interlocked.Read(ref _frames));
            var minutes = time.GetElapsedTime(_since, now).TotalMinutes;
            _framesPerMinute = minutes > 0 ? (int)Math.Round((frames - _framesBefore) / minutes) : _framesPerMinute;
            (_since, _framesBefore) = (now, frames);
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
