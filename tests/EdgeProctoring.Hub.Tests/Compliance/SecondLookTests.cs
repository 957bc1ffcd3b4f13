using System.Net;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Tests.Running;

namespace EdgeProctoring.Hub.Tests.Compliance;

/// <summary>A proctor decides; compliance looks again without knowing how; a member of the commission settles it.</summary>
public class SecondLookTests
{
    [Fact]
    public async Task Shows_an_incident_without_the_first_decision_and_brings_a_dispute_to_a_third_person()
    {
        await using var hub = await TestHub.StartAsync("-10m");
        await using var node = new TestNode(hub.Folder, hub.Broker.Port);
        await node.ConnectAsync();
        await node.SendAsync(node.Item(node.Seen(ObservationKind.Phone, "7", TimeProvider.System.GetUtcNow() - TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(8))));
        using var proctor = await Visitor.SignedInAsync(hub.Address, Roles.Proctor);
        await Eventually.TrueAsync(async () => (await proctor.IncidentsAsync()).GetArrayLength() > 0, "the phone is an incident");
        var incident = (await proctor.IncidentsAsync())[0].GetProperty("id").GetString()!;

        using var compliance = await Visitor.SignedInAsync(hub.Address, Roles.Compliance);
        using var early = await SendAsync(compliance, "/samples");
        Assert.Equal("/samples?refused=none", early.Headers.Location?.ToString());
        using var decided = await proctor.DecideAsync(incident, new { decision = "dismiss", reason = "It is a ruler" });
        Assert.Equal(HttpStatusCode.Created, decided.StatusCode);
        using var drawn = await SendAsync(compliance, "/samples");
        Assert.Equal("/samples", drawn.Headers.Location?.ToString());

        var list = await compliance.Http.GetStringAsync("/samples?lang=en");
        var item = System.Text.RegularExpressions.Regex.Match(list, "/samples/[^/\"]+/1").Value;
        var blind = await compliance.Http.GetStringAsync($"{item}?lang=en");
        Assert.Contains("Phone", blind, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("ruler", blind, StringComparison.Ordinal);
        Assert.DoesNotContain("proctor person", blind, StringComparison.Ordinal);
        Assert.DoesNotContain("Clara", blind, StringComparison.Ordinal);

        using var none = await SendAsync(compliance, item);
        Assert.Contains("refused", none.Headers.Location?.ToString(), StringComparison.Ordinal);
        using var second = await SendAsync(compliance, item, ("decision", "confirm"));
        Assert.Equal("/samples", second.Headers.Location?.ToString());
        using var twice = await SendAsync(compliance, item, ("decision", "confirm"));
        Assert.Equal("/samples?refused=yours", twice.Headers.Location?.ToString());
        using var commission = await Visitor.SignedInAsync(hub.Address, Roles.Commission);
        using var third = await SendAsync(commission, item, ("decision", "confirm"), ("note", "A phone indeed"));
        Assert.Equal("/samples", third.Headers.Location?.ToString());
        var figures = await compliance.Http.GetStringAsync("/samples?lang=en");
        Assert.Contains("proctor person", figures, StringComparison.Ordinal);
        Assert.Contains("0 %–79 %", figures, StringComparison.Ordinal);
        var audit = await hub.ReadAsync(session => session.ListAsync("SELECT action FROM audit WHERE action LIKE 'sample.%' ORDER BY number", row => row.GetString(0), CancellationToken.None));
        Assert.Equal(["sample.drawn", "sample.Confirm", "sample.Confirm"], audit);
    }

    private static Task<HttpResponseMessage> SendAsync(Visitor visitor, string path, params (string Name, string Value)[] fields) =>
        visitor.SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));
}
