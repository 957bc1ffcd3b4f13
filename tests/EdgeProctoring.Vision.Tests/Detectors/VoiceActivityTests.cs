namespace EdgeProctoring.Vision.Tests.Detectors;

/// <summary>Speech is heard, noise and tones are not.</summary>
public class VoiceActivityTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("libri_116-288045-0000.flac", 0.80, 0.92)]
    [InlineData("sv_test.wav", 0.70, 0.84)]
    [InlineData("own_speech_in_pink_noise.wav", 0.78, 0.92)]
    [InlineData("own_noise_brown_fan.wav", 0, 0)]
    [InlineData("own_noise_white.wav", 0, 0)]
    [InlineData("own_tone_440.wav", 0, 0)]
    public void Hears_as_much_speech_as_there_is(string file, double least, double most)
    {
        var sound = LabelledPictures.Hear(file);
        var share = Spoken(sound, chunk: 1600).Sum(span => (span.To - span.From).TotalSeconds) * VoiceActivity.SampleRate / sound.Length;
        output.WriteLine($"{share:P0}");
        Assert.InRange(share, least, most);
    }

    [Fact]
    public void Silence_is_no_speech() => Assert.Empty(Spoken(new float[VoiceActivity.SampleRate * 5], chunk: 512));

    [Fact]
    public void Hears_the_same_whatever_the_size_of_the_pieces()
    {
        var sound = LabelledPictures.Hear("libri_116-288045-0000.flac");
        Assert.Equal(Spoken(sound, chunk: 512), Spoken(sound, chunk: 777));
    }

    [Theory]
    [InlineData("1 1 1 1 1 1 1 1 0 0 0 0", "0-8")]
    [InlineData("1 1 1 1 0 0 0 0 0 0 0 0", "")]
    [InlineData("1 1 1 1 0 0 0 1 1 1 1 1 0 0 0 0", "0-12")]
    [InlineData("0 4 4 4 4 4 4 4 4 4 4 4 0 0 0 0", "")]
    [InlineData("1 4 4 4 4 4 4 4 4 4 4 4 0 0 0 0", "0-12")]
    public void Ends_after_a_tenth_of_a_second_and_drops_clicks(string windows, string expected)
    {
        var gate = new VoiceGate();
        var window = TimeSpan.FromMilliseconds(32);
        var spans = windows.Split(' ').Select((word, at) => gate.Hear(word == "1" ? 1 : (word[0] - '0') / 10f, at * window, (at + 1) * window))
            .Where(span => span is not null).Select(span => $"{span!.Value.From / window:0}-{span.Value.To / window:0}");
        Assert.Equal(expected, string.Join(' ', spans));
    }

    private static List<SpeechSpan> Spoken(float[] sound, int chunk)
    {
        using var voice = new VoiceActivity(Shelf.Require(VoiceActivity.ModelName));
        var ear = new VoiceEar();
        var spans = new List<SpeechSpan>();
        for (var at = 0; at < sound.Length; at += chunk)
        {
            voice.Hear(ear, sound.AsSpan(at, Math.Min(chunk, sound.Length - at)), spans);
        }
        if (ear.End() is { } last)
        {
            spans.Add(last);
        }
        return spans;
    }
}
