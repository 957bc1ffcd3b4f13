using EdgeProctoring.Contracts;

namespace EdgeProctoring.Packages.Tests.Contracts;

public class TopicsTests
{
    private static readonly Topics _ours = new("kbtu", "n-12");

    [Fact]
    public void Finds_the_branch_and_the_rest()
    {
        Assert.True(Topics.TryParse(_ours.CameraStatus("cam-1"), out var branch, out var rest));
        Assert.Equal(_ours, branch);
        Assert.Equal("cam/cam-1/status", rest);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ep/v1/kbtu/n/n-12")]
    [InlineData("ep/v2/kbtu/n/n-12/obs")]
    [InlineData("ep/v1/kbtu/x/n-12/obs")]
    [InlineData("ep/v1/KBTU/n/n-12/obs")]
    [InlineData("ep/v1/kbtu/n/+/obs")]
    [InlineData("ep/v1/kbtu/n//obs")]
    [InlineData("ep/v1/kbtu/n/n-12/")]
    public void Refuses_what_is_not_ours(string topic) => Assert.False(Topics.TryParse(topic, out _, out _));

    [Fact]
    public void Subscribes_to_every_upward_topic()
    {
        string[] upward = [_ours.State, _ours.Birth, _ours.Heartbeat, _ours.Observations, _ours.ReportedConfiguration, _ours.CameraStatus("cam-1")];
        Assert.All(upward, topic => Assert.Contains(Topics.UpwardOf("kbtu"), filter => Matches(filter, topic)));
    }

    private static bool Matches(string filter, string topic)
    {
        var (wanted, parts) = (filter.Split('/'), topic.Split('/'));
        return wanted.Length == parts.Length && wanted.Zip(parts).All(pair => pair.First == "+" || pair.First == pair.Second);
    }
}
