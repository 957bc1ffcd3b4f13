using System.Globalization;

namespace EdgeProctoring.EdgeAgent;

/// <summary>A camera, stream or film that ffmpeg reads.</summary>
internal sealed partial class FfmpegSource(string camera, CameraAddress address, int framesPerMinute, NodeClock clock, ILogger log, RingFolder? ring = null) : IFrameSource
{
    private long _lives;

    public async Task PlayAsync(Action<Frame> take, CancellationToken cancel)
    {
        var feeder = FfmpegArguments.Feeder(address);
        await using var ffmpeg = FfmpegProcess.Start("ffmpeg", FfmpegArguments.Pictures(address, framesPerMinute, ring?.BeginLife(_lives++)), feeder is not null);
        await using var picturing = feeder is { } program ? FfmpegProcess.Start(program.Program, program.Arguments, false) : null;
        var feeding = picturing is null ? Task.CompletedTask : FeedAsync(picturing, ffmpeg, cancel);
        Log.Started(log, camera, address.Shown, ffmpeg.Id);
        var reader = new Y4mReader(ffmpeg.Output);
        for (long number = 0; await reader.NextAsync(cancel) is { } picture; number++)
        {
            take(new Frame(picture, clock.Now, clock.Monotonic, number));
        }
        var code = await ffmpeg.EndAsync(cancel);
        if (code != 0 || !address.Once)
        {
            throw new CaptureException(Reason(code, picturing?.LastWords, ffmpeg.LastWords));
        }
        await feeding;
    }

    private string Reason(int code, string? feeder, string ffmpeg)
    {
        var said = string.Join(" | ", new[] { feeder, ffmpeg }.Where(words => !string.IsNullOrEmpty(words)));
        var shown = said.Replace(address.Target, address.Shown, StringComparison.Ordinal);
        return string.Create(CultureInfo.InvariantCulture, $"{address.Shown} ended with {code}{(shown.Length > 0 ? ": " + shown : "")}");
    }

    private static async Task FeedAsync(FfmpegProcess from, FfmpegProcess to, CancellationToken cancel)
    {
        try
        {
            await from.Output.CopyToAsync(to.Input, cancel);
            to.Input.Close();
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // ffmpeg is gone, and says why itself.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Camera {Camera}: {Address} is played by ffmpeg, process {Process}.")]
        public static partial void Started(ILogger logger, string camera, string address, int process);
    }
}
