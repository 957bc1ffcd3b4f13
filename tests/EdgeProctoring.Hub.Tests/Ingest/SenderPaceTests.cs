using EdgeProctoring.Hub.Ingest;
using Microsoft.Extensions.Options;

namespace EdgeProctoring.Hub.Tests.Ingest;

/// <summary>One sender that runs away holds nobody else up.</summary>
public class SenderPaceTests
{
    [Fact]
    public void Holds_back_who_runs_over_and_nobody_else()
    {
        var time = new ManualTime();
        var pace = new SenderPace(Options.Create(new IngestOptions { ItemsPerSecond = 100 }), time);
        Assert.True(pace.Takes("n-1", 400));
        Assert.False(pace.Takes("n-1", 1));
        Assert.True(pace.Takes("n-2", 400));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(pace.Takes("n-1", 101));
        Assert.True(pace.Takes("n-1", 100));
        time.Advance(TimeSpan.FromHours(1));
        Assert.True(pace.Takes("n-1", 400));
        Assert.False(pace.Takes("n-1", 1));
    }
}
