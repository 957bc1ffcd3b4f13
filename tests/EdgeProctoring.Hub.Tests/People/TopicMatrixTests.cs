using System.Security.Cryptography.X509Certificates;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Tests.Running;
using MQTTnet;
using MQTTnet.Protocol;

namespace EdgeProctoring.Hub.Tests.People;

/// <summary>Who may say and hear what: every topic × a node, a stranger of the same authority, the hub × own and foreign branch.</summary>
public class TopicMatrixTests(SharedHub shared) : IClassFixture<SharedHub>
{
    /// <summary>Topic → whether a node says or hears it; the hub does the other.</summary>
    private static readonly (Func<Topics, string> Topic, bool GoesUp)[] _topics =
    [
        (topics => topics.State, true), (topics => topics.Birth, true), (topics => topics.Heartbeat, true), (topics => topics.Observations, true), (topics => topics.ReportedConfiguration, true),
        (topics => topics.CameraStatus("cam-1"), true), (topics => topics.Receipt, false), (topics => topics.DesiredConfiguration, false), (topics => topics.Command("identify"), false),
    ];

    private static readonly Topics _own = new(HubFolder.Campus, HubFolder.Node);

    [Fact]
    public void Has_a_row_for_every_topic_of_the_contract() =>
        Assert.Equal(typeof(Topics).GetProperties().Count(property => property.PropertyType == typeof(string) && property.Name is not ("Campus" or "Node" or "AllCommands")) + 2, _topics.Length);

    [Fact]
    public async Task Lets_everybody_say_only_their_own()
    {
        var failures = new List<string>();
        foreach (var (name, branch) in new[] { (HubFolder.Node, _own), ("stranger", new Topics(HubFolder.Campus, "stranger")), ("hub", null) })
        {
            using var client = await ConnectAsync(shared.Hub, name);
            foreach (var (topic, goesUp) in _topics)
            {
                (Topics Place, bool Mine)[] places = branch is null ? [(_own, true)] : [(branch, true), (new Topics(HubFolder.Campus, HubFolder.OtherNode), false), (branch with { Campus = "elsewhere" }, false)];
                foreach (var (place, mine) in places)
                {
                    var mayWrite = mine && (branch is null ? !goesUp : goesUp);
                    if (await MayWriteAsync(client, topic(place)) != mayWrite)
                    {
                        failures.Add($"{name} writes {topic(place)}: should be {mayWrite}");
                    }
                }
            }
        }
        Assert.Empty(failures);
    }

    /// <summary>The broker takes any subscription; what counts is what it delivers.</summary>
    [Fact]
    public async Task Delivers_to_a_node_only_what_the_hub_says_to_it()
    {
        var heard = new System.Collections.Concurrent.ConcurrentQueue<string>();
        var marker = new TaskCompletionSource();
        using var node = await ConnectAsync(shared.Hub, HubFolder.Node);
        using var other = await ConnectAsync(shared.Hub, HubFolder.OtherNode);
        using var hub = await ConnectAsync(shared.Hub, "hub");
        node.ApplicationMessageReceivedAsync += message =>
        {
            heard.Enqueue(message.ApplicationMessage.Topic);
            if (message.ApplicationMessage.Topic == _own.Command("marker"))
            {
                marker.TrySetResult();
            }
            return Task.CompletedTask;
        };
        await node.SubscribeAsync("ep/v1/#", MqttQualityOfServiceLevel.AtLeastOnce);
        var foreign = new Topics(HubFolder.Campus, HubFolder.OtherNode);
        foreach (var (topic, goesUp) in _topics)
        {
            Assert.True(await MayWriteAsync(goesUp ? other : hub, topic(foreign)));
            Assert.True(await MayWriteAsync(goesUp ? node : hub, topic(_own)));
        }
        Assert.True(await MayWriteAsync(hub, _own.Command("marker")));
        await marker.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Equal(_topics.Where(topic => !topic.GoesUp).Select(topic => topic.Topic(_own)).Append(_own.Command("marker")).Order(), heard.Distinct().Order());
    }

    [Fact]
    public async Task Lets_nobody_in_without_a_certificate_of_the_campus()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => ConnectAsync(shared.Hub, null));
        using var foreign = new TestCa(shared.Hub.Folder.File("foreign"));
        await Assert.ThrowsAnyAsync<Exception>(() => ConnectAsync(shared.Hub, "node", foreign.Issue(HubFolder.Node).Certificate));
    }

    private static async Task<IMqttClient> ConnectAsync(TestHub hub, string? name, X509Certificate2? other = null)
    {
        using var pair = name is null || other is not null ? null : X509Certificate2.CreateFromPemFile(hub.Folder.File("ca", $"{name}.crt"), hub.Folder.File("ca", $"{name}.key"));
        var certificate = other ?? (pair is null ? null : X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pfx), null));
        var client = new MqttClientFactory().CreateMqttClient();
        await client.ConnectAsync(new MqttClientOptionsBuilder().WithClientId($"matrix-{name}").WithTcpServer("localhost", hub.Broker.Port).WithCleanStart()
            .WithTlsOptions(tls => tls.UseTls().WithTargetHost("localhost").WithClientCertificates(certificate is null ? [] : [certificate])
                .WithTrustChain([X509CertificateLoader.LoadCertificateFromFile(hub.Folder.Authority.RootFile)]).WithRevocationMode(X509RevocationMode.NoCheck)).Build());
        return client;
    }

    private static async Task<bool> MayWriteAsync(IMqttClient client, string topic) => (await client.PublishAsync(new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(new byte[] { 1 })
        .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build())).ReasonCode is not MqttClientPublishReasonCode.NotAuthorized;
}
