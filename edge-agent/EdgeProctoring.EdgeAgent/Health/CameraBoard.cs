using System.Collections.Concurrent;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.EdgeAgent;

/// <summary>The cameras that run now and how each does.</summary>
internal sealed class CameraBoard(NodeClock clock)
{
    private readonly ConcurrentDictionary<string, CameraGauge> _gauges = new(StringComparer.Ordinal);

    /// <summary>Raised with a camera's id when its state changed.</summary>
    public event Action<string>? Changed;

    public CameraGauge Add(string camera, int wanted = 0)
    {
        var gauge = new CameraGauge(camera, clock.Time, id => Changed?.Invoke(id)) { Wanted = wanted };
        _gauges[camera] = gauge;
        return gauge;
    }

    public void Remove(string camera) => _gauges.TryRemove(camera, out _);

    public CameraHealth? Read(string camera) => _gauges.TryGetValue(camera, out var gauge) ? gauge.Read() : null;

    public IReadOnlyList<CameraHealth> ReadAll() => [.. _gauges.OrderBy(gauge => gauge.Key, StringComparer.Ordinal).Select(gauge => gauge.Value.Read())];

    /// <summary>Of each camera that is looked at too seldom, how seldom.</summary>
    public IEnumerable<string> Shortfalls() => _gauges.Values.Select(gauge => gauge.Shortfall).OfType<string>();

    public void Measure()
    {
        foreach (var gauge in _gauges.Values)
        {
            gauge.Measure();
        }
    }
}
