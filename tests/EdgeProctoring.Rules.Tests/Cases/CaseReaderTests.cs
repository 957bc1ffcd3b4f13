using System.Text;
using EdgeProctoring.Contracts;

namespace EdgeProctoring.Rules.Tests;

/// <summary>The JSON form is strict: what it does not know it refuses, by line and field, all at once.</summary>
public sealed class CaseReaderTests
{
    private const string Sitting = """{"sitting":{"id":"s-7","exam":"e-1","mode":"remote","start":"2026-01-20T04:00:00Z","end":"2026-01-20T05:00:00Z"}}""";
    private const string Observation = """{"id":"00000000-0000-7000-8000-000000000001","source":"vision:s-7/webcam","boot":"b-1","seq":1,"subject":{"exam":"e-1","sitting":"s-7"},"kind":"object.phone","from":"2026-01-20T04:10:00Z","to":"2026-01-20T04:10:30Z","confidence":900}""";
    private const string Verdict = """{"decision":"dismiss","id":"v-1","by":"u-9","at":"2026-01-20T05:30:00Z","code":"PHONE","from":"2026-01-20T04:10:00Z","to":"2026-01-20T04:10:30Z","reason":"a ruler"}""";

    [Fact]
    public void What_is_written_is_read_again()
    {
        foreach (var (name, file) in WrittenCases.All)
        {
            using var once = new MemoryStream();
            file.Write(once);
            once.Position = 0;
            Assert.True(CaseReader.TryRead(once, out var read, out _), name);
            using var twice = new MemoryStream();
            read!.Write(twice);
            Assert.Equal(once.ToArray(), twice.ToArray());
        }
    }

    [Fact]
    public void Every_field_survives()
    {
        var observation = Observation[..^1] + ""","detail":{"count":3,"staff":1,"yaw":-40,"pitch":10,"label":"x","box":{"left":1,"top":2,"width":3,"height":4},"otherSeat":"13","reason":"r","level":-7},"evidence":["ev-1"],"model":"MODEL","clock":{"monotonicUs":5,"offsetUs":-6,"quality":"synchronised"}}"""
            .Replace("MODEL", new string('a', 64), StringComparison.Ordinal);
        var file = Read($"{Sitting}\n{observation}\n{{\"verdict\":{Verdict}}}\n");
        var seen = Assert.Single(file.Observations);
        Assert.Equal((3, 1, -40, 10, "x", "13", "r", -7), (seen.Detail.Count, seen.Detail.Staff, seen.Detail.Yaw, seen.Detail.Pitch, seen.Detail.Label, seen.Detail.OtherSeat, seen.Detail.Reason, seen.Detail.Level));
        Assert.Equal(new PictureBox(1, 2, 3, 4), seen.Detail.Box);
        Assert.Equal(new ClockReading(TimeSpan.FromMicroseconds(5), TimeSpan.FromMicroseconds(-6), ClockQuality.Synchronised), seen.Clock);
        Assert.Equal(VerdictKind.Dismiss, Assert.Single(file.Verdicts).Decision);
        using var stream = new MemoryStream();
        file.Write(stream);
        Assert.Equal(observation, Encoding.UTF8.GetString(stream.ToArray()).Split('\n')[1]);
    }

    [Fact]
    public void Lists_all_errors_with_their_lines()
    {
        var errors = Errors($"{Sitting}\n{Observation.Replace("900", "1001", StringComparison.Ordinal).Replace("object.phone", "Phone", StringComparison.Ordinal)}\nnot json\n{Verdict.Replace(",\"reason\":\"a ruler\"", "", StringComparison.Ordinal)}\n");
        Assert.Equal([(2, "observation.kind"), (2, "observation.confidence"), (3, "line"), (4, "verdict.reason")], errors.Select(error => (error.Line, error.Refusal.Field)));
    }

    [Theory]
    [InlineData("\"seq\":1", "\"seq\":0", "observation.seq")]
    [InlineData("\"seq\":1", "\"seq\":1.5", "observation.seq")]
    [InlineData("\"seq\":1", "\"seq\":1,\"seq\":2", "line")]
    [InlineData("\"seq\":1", "\"seq\":1,\"sequence\":2", "observation.sequence")]
    [InlineData("04:10:30Z", "04:09:59.999999Z", "observation.to")]
    [InlineData("04:10:30Z", "04:10:30", "observation.to")]
    [InlineData("04:10:30Z", "04:10:30+05:00", "observation.to")]
    [InlineData("04:10:30Z", "04:10:30.1234567Z", "observation.to")]
    [InlineData("04:10:30Z", "04:10:60Z", "observation.to")]
    [InlineData("vision:s-7/webcam", "vision:", "observation.source")]
    [InlineData("vision:s-7/webcam", "camera:s-7", "observation.source")]
    [InlineData("\"boot\":\"b-1\"", "\"boot\":\"b 1\"", "observation.boot")]
    [InlineData("00000000-0000-7000-8000-000000000001", "o-1", "observation.id")]
    [InlineData("\"sitting\":\"s-7\"", "\"sitting\":7", "observation.subject.sitting")]
    [InlineData("object.phone", "person.reported", "observation.detail.label")]
    [InlineData("\"confidence\":900", "\"confidence\":900,\"evidence\":[\"\"]", "observation.evidence[0]")]
    [InlineData("\"confidence\":900", "\"confidence\":900,\"model\":\"abc\"", "observation.model")]
    [InlineData("\"confidence\":900", "\"confidence\":900,\"detail\":[]", "observation.detail")]
    [InlineData("\"confidence\":900", "\"confidence\":900,\"detail\":{\"label\":\"\\ud800\"}", "line")]
    [InlineData("\"confidence\":900", "\"confidence\":900,\"detail\":{\"yaw\":181}", "observation.detail.yaw")]
    public void Refuses_a_wrong_observation_by_its_field(string right, string wrong, string field) =>
        Assert.Contains(Errors($"{Sitting}\n{Observation.Replace(right, wrong, StringComparison.Ordinal)}\n"), error => error.Line == 2 && error.Refusal.Field == field);

    [Theory]
    [InlineData("\"mode\":\"remote\"", "\"mode\":\"home\"", "sitting.mode")]
    [InlineData("\"mode\":\"remote\"", "\"mode\":\"hall\"", "sitting.room")]
    [InlineData("\"mode\":\"remote\"", "\"mode\":\"remote\",\"seats\":[{\"seat\":\"1\",\"from\":\"2026-01-20T04:00:00Z\"}]", "sitting.seats")]
    [InlineData(",\"end\":\"2026-01-20T05:00:00Z\"", "", "sitting.asOf")]
    [InlineData("05:00:00Z", "03:59:59Z", "sitting.end")]
    [InlineData("2026-01-20T05:00:00Z", "2026-01-22T04:00:00.000001Z", "sitting.end")]
    [InlineData("\"exam\":\"e-1\"", "\"exam\":\"e-1\",\"roster\":-1", "sitting.roster")]
    [InlineData("\"exam\":\"e-1\"", "\"exam\":\"e-1\",\"breaks\":[{\"kind\":\"break\",\"from\":\"2026-01-20T04:10:00Z\",\"to\":\"2026-01-20T04:09:00Z\"}]", "sitting.breaks[0].to")]
    [InlineData("\"exam\":\"e-1\"", "\"exam\":\"e-1\",\"breaks\":[{\"kind\":\"nap\",\"from\":\"2026-01-20T04:10:00Z\"}]", "sitting.breaks[0].kind")]
    [InlineData("\"exam\":\"e-1\"", "\"exam\":\"e-1\",\"accommodations\":[{\"kind\":\"mask\",\"minutes\":0}]", "sitting.accommodations[0].minutes")]
    [InlineData("\"exam\":\"e-1\"", "\"exam\":\"e-1\",\"views\":[{\"source\":\"node:n\"}]", "sitting.views[0].pixelsPerMetre")]
    [InlineData("\"exam\":\"e-1\"", "\"exam\":\"e-1\",\"coverage\":[{\"stream\":\"webcam\",\"covered\":[{\"from\":\"2026-01-20T04:10:00Z\",\"to\":\"2026-01-20T04:09:00Z\"}]}]", "sitting.coverage[0].covered[0].to")]
    [InlineData("\"exam\":\"e-1\"", "\"exam\":\"e-1\",\"aids\":[\"Book\"]", "sitting.aids[0]")]
    [InlineData("\"sitting\":{", "\"seating\":{", "sitting")]
    public void Refuses_a_wrong_sitting_by_its_field(string right, string wrong, string field) =>
        Assert.Contains(Errors(Sitting.Replace(right, wrong, StringComparison.Ordinal)), error => error.Line == 1 && error.Refusal.Field == field);

    [Theory]
    [InlineData("\"decision\":\"dismiss\"", "\"decision\":\"pardon\"", "verdict.decision")]
    [InlineData("\"decision\":\"dismiss\"", "\"decision\":\"recode\"", "verdict.newCode")]
    [InlineData("\"decision\":\"dismiss\"", "\"decision\":\"recode\",\"newCode\":\"PHONE\"", "verdict.newCode")]
    [InlineData("\"decision\":\"dismiss\"", "\"decision\":\"undo\"", "verdict.undoes")]
    [InlineData("\"decision\":\"dismiss\"", "\"decision\":\"undo\",\"undoes\":\"v-0\"", "verdict.code")]
    [InlineData("04:10:30Z", "04:09:59Z", "verdict.to")]
    [InlineData("\"code\":\"PHONE\"", "\"code\":\"phone\"", "verdict.code")]
    [InlineData("\"code\":\"PHONE\",", "", "verdict.code")]
    public void Refuses_a_wrong_verdict_by_its_field(string right, string wrong, string field) =>
        Assert.Contains(Errors($"{Sitting}\n{Verdict.Replace(right, wrong, StringComparison.Ordinal)}"), error => error.Line == 2 && error.Refusal.Field == field);

    [Fact]
    public void Refuses_bytes_that_are_no_text()
    {
        using var stream = new MemoryStream([.. Encoding.UTF8.GetBytes(Sitting), (byte)'\n', (byte)'{', (byte)'"', 0xC3, 0x28, (byte)'"', (byte)':', (byte)'1', (byte)'}']);
        Assert.False(CaseReader.TryRead(stream, out _, out var errors));
        Assert.Equal("not UTF-8", Assert.Single(errors).Refusal.Value);
    }

    [Fact]
    public void Stops_at_a_line_that_does_not_end()
    {
        var errors = Errors(Sitting + "\n" + new string('x', CaseReader.LineBytes + 100));
        Assert.Equal((2, "line"), (Assert.Single(errors).Line, errors[0].Refusal.Field));
    }

    [Fact]
    public void Lists_no_more_errors_than_anybody_reads() =>
        Assert.Equal(CaseReader.MostErrors, Errors(Sitting + "\n" + string.Concat(Enumerable.Repeat("x\n", 2 * CaseReader.MostErrors))).Count);

    private static CaseFile Read(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        Assert.True(CaseReader.TryRead(stream, out var file, out var errors), string.Join("\n", errors));
        return file!;
    }

    private static IReadOnlyList<LineRefusal> Errors(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        Assert.False(CaseReader.TryRead(stream, out var file, out var errors));
        Assert.Null(file);
        return errors;
    }
}
