using System.Buffers.Binary;
using EdgeProctoring.Vision;

namespace EdgeProctoring.EdgeAgent;

/// <summary>Hears whether somebody speaks in a file; not who, and not what.</summary>
internal static class SoundListening
{
    private const int Block = 64 * 1024;

    public static async Task HearAsync(ModelFolder models, FileInfo file, DetectPrinter print, CancellationToken cancel)
    {
        using var voice = new VoiceActivity(models.Open());
        var ear = new VoiceEar();
        await using var ffmpeg = FfmpegProcess.Start("ffmpeg", FfmpegArguments.Sound(file.FullName, VoiceActivity.SampleRate), false);
        var (bytes, samples) = (new byte[Block], new float[Block / 2]);
        var spans = new List<SpeechSpan>();
        long heard = 0;
        while (await ffmpeg.Output.ReadAtLeastAsync(bytes, Block, false, cancel) is > 1 and var read)
        {
            for (var at = 0; at < read / 2; at++)
            {
                samples[at] = BinaryPrimitives.ReadInt16LittleEndian(bytes.AsSpan(at * 2)) / 32768f;
            }
            heard += read / 2;
            voice.Hear(ear, samples.AsSpan(0, read / 2), spans);
        }
        if (await ffmpeg.EndAsync(cancel) != 0 || heard == 0)
        {
            throw new CaptureException($"{file.Name} has no sound that ffmpeg reads: {ffmpeg.LastWords}");
        }
        if (ear.End() is { } last)
        {
            spans.Add(last);
        }
        foreach (var span in spans)
        {
            print.Speech(file, span);
        }
        print.Sound(file, TimeSpan.FromSeconds((double)heard / VoiceActivity.SampleRate), TimeSpan.FromTicks(spans.Sum(span => (span.To - span.From).Ticks)));
    }
}
