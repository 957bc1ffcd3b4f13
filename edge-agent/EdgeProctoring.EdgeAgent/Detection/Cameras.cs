using System.Collections.Concurrent;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.EdgeAgent;

/// <summary>Runs the cameras that the configuration in force names. A camera whose settings did not change goes on undisturbed.</summary>
internal sealed partial class Cameras(ConfigurationDesk desk, CameraParts parts, ILogger<Cameras> log) : BackgroundService
{
    private readonly ConcurrentDictionary<string, CameraStation> _stations = new(StringComparer.Ordinal);
    private DateTimeOffset? _unwatchedSince = parts.Spool.BeforeThis;

    public CameraStation? Find(string camera) => _stations.GetValueOrDefault(camera);

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        NodeConfiguration? applied = null;
        try
        {
            while (true)
            {
                var changed = desk.Changed;
                if (desk.Current is { } current && current != applied)
                {
                    await ApplyAsync(current, applied?.Recording);
                    (applied, _unwatchedSince) = (current, null);
                }
                var broken = _stations.Values.Select(station => station.Running);
                var first = await Task.WhenAny([changed, .. broken]).WaitAsync(stopping);
                await first;
            }
        }
        finally
        {
            await Task.WhenAll(_stations.Values.Select(station => station.DisposeAsync().AsTask()));
        }
    }

    private async Task ApplyAsync(NodeConfiguration configuration, RecordingPolicy? recordedBefore)
    {
        foreach (var (id, station) in _stations)
        {
            if (configuration.Recording != recordedBefore || !configuration.Cameras.Any(camera => ConfigurationCheck.IsSame(camera, station.Camera)))
            {
                await station.DisposeAsync();
                _stations.TryRemove(id, out _);
                parts.Board.Remove(id);
                Log.Stopped(log, id);
            }
        }
        foreach (var camera in configuration.Cameras)
        {
            var windows = configuration.Exams.Where(exam => exam.Room == camera.Room).ToList();
            if (!_stations.TryGetValue(camera.Id, out var station))
            {
                station = new CameraStation(camera, configuration.Recording, parts, _unwatchedSince ?? parts.Clock.Now);
                _stations[camera.Id] = station;
                Log.Started(log, camera.Id, camera.Room, camera.Seats.Count);
            }
            station.Watch(windows);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Camera {Camera} watches room {Room}, {Seats} seats.")]
        public static partial void Started(ILogger logger, string camera, string room, int seats);

        [LoggerMessage(2, LogLevel.Information, "Camera {Camera} is no longer watched.")]
        public static partial void Stopped(ILogger logger, string camera);
    }
}
