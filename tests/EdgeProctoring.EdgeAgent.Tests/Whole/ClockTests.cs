using EdgeProctoring.Contracts;

namespace EdgeProctoring.EdgeAgent.Tests.Whole;

/// <summary>The whole node under a clock that is wrong, and is set while it works: seconds are never longer, shorter or lost.</summary>
public sealed class ClockTests
{
    private const string Node = "n-204";

    [Theory, InlineData(-56 * 365.25), InlineData(2 * 365.25)]
    public async Task A_node_that_wakes_in_another_year_records_and_tells_it_by_the_true_time_once_it_is_known(double daysOff)
    {
        var film = await Films.MakeAsync(Films.Offences);
        await using var broker = await Mosquitto.StartAsync();
        await using var evidence = await EvidenceHub.StartAsync(broker.Ca);
        await using var hub = new TestHub(broker, Node);
        await hub.ConnectAsync();
        var configuration = film.Configuration(Node, once: false);
        // The second camera does not exist: its gap is kept under the wrong date.
        await hub.ConfigureAsync(configuration with { Cameras = [.. configuration.Cameras, new CameraSettings { Id = "cam-2", Address = "file:absent.mp4", Room = "r-205" }] });
        var time = new SteppableTime(TimeSpan.FromDays(daysOff));
        var begun = TimeProvider.System.GetUtcNow();
        using var folder = new AgentFolder(hub, broker, evidence.Address);
        await using var agent = await AgentHost.StartAsync(folder.Settings, null, time, TestContext.Current.CancellationToken);
        await hub.ReportAsync(report => report.State == ConfigurationState.Applied);
        await folder.RingHoldsAsync("cam-1", 5);
        Assert.Empty(hub.Items);

        var set = TimeProvider.System.GetUtcNow();
        time.SetRight();
        var stepped = await hub.SeesAsync(ClockWatch.Stepped, ended: true);
        Assert.Equal(-daysOff, stepped.Clock.Offset.TotalDays, 0.01);
        Assert.Contains("earlier stamps of this life were corrected", stepped.Detail.Reason, StringComparison.Ordinal);
        var gap = await hub.SeesAsync(ObservationKind.StreamGap, and: seen => seen.Source.Camera == "cam-2");
        Assert.InRange(gap.From, begun.AddSeconds(-1), set);
        Assert.Equal(stepped.Clock.Offset, gap.Clock.Offset);

        var clip = await hub.WaitAsync("what was recorded blindly", () => hub.Items.Select(item => item.Item.Manifest).FirstOrDefault(entry => entry is { MediaType: "video/mp4", Camera: "cam-1" }));
        Assert.Equal(Subject.OfRoom("ex-1", "r-204"), clip.Subject);
        Assert.InRange(clip.From, begun.AddSeconds(-3), set);
        Assert.InRange((clip.To - clip.From).TotalSeconds, 6, (set - begun).TotalSeconds + 8);
        Assert.NotEmpty(await evidence.Shelf.WholeAsync(clip.Evidence));
        await hub.SeesAsync(ObservationKind.StreamGap, ended: true, and: seen => seen.Detail.Reason?.Contains("did not know the time", StringComparison.Ordinal) == true && seen.Subject.Exam == "ex-1");
        await hub.SeesAsync(ObservationKind.SeatEmpty, "7");
        Assert.All(hub.Items, item => Assert.True(Stamp(item.Item) > begun.AddMinutes(-2) && Stamp(item.Item) < begun.AddMinutes(10), $"{item.Item}"));
        Ledger.AssertSequence(hub);
    }

    [Theory, InlineData(60), InlineData(-60)]
    public async Task A_clock_that_is_set_by_an_hour_makes_nothing_longer_and_nothing_shorter(int minutes)
    {
        var film = await Films.MakeAsync(Films.Offences);
        await using var broker = await Mosquitto.StartAsync();
        await using var hub = new TestHub(broker, Node);
        await hub.ConnectAsync();
        var configuration = film.Configuration(Node, once: false);
        var now = TimeProvider.System.GetUtcNow();
        await hub.ConfigureAsync(configuration with { Exams = [configuration.Exams[0] with { From = now.AddHours(-3), To = now.AddHours(3) }] });
        var time = new SteppableTime(TimeSpan.Zero);
        using var folder = new AgentFolder(hub, broker, "https://localhost:1");
        await using var agent = await AgentHost.StartAsync(folder.Settings, null, time, TestContext.Current.CancellationToken);
        var before = await hub.SeesAsync(ObservationKind.SeatEmpty, "7");

        time.Step(TimeSpan.FromMinutes(minutes));
        var stepped = await hub.SeesAsync(ClockWatch.Stepped, ended: true);
        Assert.Equal(minutes, stepped.Clock.Offset.TotalMinutes, 0.05);
        var ended = await hub.SeesAsync(ObservationKind.SeatEmpty, "7", ended: true, and: seen => seen.Id == before.Id);
        Assert.InRange((ended.To!.Value - ended.From).TotalSeconds, 0, 60);
        var after = await hub.SeesAsync(ObservationKind.SeatEmpty, "7", and: seen => seen.Id != before.Id);
        Assert.InRange((after.From - ended.To.Value).TotalMinutes, minutes - 0.5, minutes + 0.5);
        await hub.WaitAsync("the account of both times", () => hub.Items.Any(item => item.Item.Coverage is { Held: true } span && span.From > stepped.From.AddSeconds(-5) && span.From < stepped.From.AddMinutes(5)) ? hub : null);
        var held = hub.Items.Select(item => item.Item.Coverage).OfType<Coverage>().Where(span => span.Held).Sum(span => (span.To - span.From).TotalSeconds);
        Assert.InRange(held, 1, (TimeProvider.System.GetUtcNow() - now).TotalSeconds);
        Assert.DoesNotContain(hub.Observations, seen => seen.To is { } to && to - seen.From > TimeSpan.FromMinutes(2));
        Ledger.AssertSequence(hub);
    }

    private static DateTimeOffset Stamp(BatchItem item) => item.Observation?.From ?? item.Coverage?.From ?? item.Manifest!.From;
}
