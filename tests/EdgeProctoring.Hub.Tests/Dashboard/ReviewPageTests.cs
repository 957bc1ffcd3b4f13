using System.Net;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Tests.Running;

namespace EdgeProctoring.Hub.Tests.Dashboard;

/// <summary>A proctor judges a sitting with the page's own forms; the exam office takes a roster the same way.</summary>
public class ReviewPageTests
{
    private const string Page = $"/review/{HubFolder.Exam}/{HubFolder.Exam}.{HubFolder.Room}.7";

    [Fact]
    public async Task Confirms_undoes_and_dismisses_an_incident_by_form_and_shows_who_decided()
    {
        await using var hub = await TestHub.StartAsync("-10m");
        await using var node = new TestNode(hub.Folder, hub.Broker.Port);
        await node.ConnectAsync();
        await node.SendAsync(node.Item(node.Seen(ObservationKind.Phone, "7", TimeProvider.System.GetUtcNow() - TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(8))));
        using var proctor = await Visitor.SignedInAsync(hub.Address, Roles.Proctor);
        await Eventually.TrueAsync(async () => (await proctor.IncidentsAsync()).GetArrayLength() > 0, "the phone is an incident");
        var incident = (await proctor.IncidentsAsync())[0].GetProperty("id").GetString()!;

        using var without = await SendAsync(proctor, ("incident", incident), ("decision", "dismiss"));
        Assert.Contains("refused=reason", without.Headers.Location?.ToString(), StringComparison.Ordinal);
        using var confirmed = await SendAsync(proctor, ("incident", incident), ("decision", "confirm"));
        Assert.Contains($"undo={incident}", confirmed.Headers.Location?.ToString(), StringComparison.Ordinal);
        Assert.Contains("proctor person", await proctor.Http.GetStringAsync(Page), StringComparison.Ordinal);
        var verdict = (await proctor.IncidentsAsync())[0].GetProperty("verdicts")[0].GetString()!;
        using var undone = await SendAsync(proctor, ("incident", incident), ("decision", "undo"), ("undoes", verdict));
        Assert.Equal("open", (await proctor.IncidentsAsync())[0].GetProperty("state").GetString());
        using var foreign = await SendAsync(proctor, ("incident", "another-sitting's"), ("decision", "confirm"));
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
        using var early = await proctor.SendAsync(HttpMethod.Post, $"{Page}/judgement", Form(("honest", "honest")));
        Assert.Contains("refused=judgement", early.Headers.Location?.ToString(), StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> SendAsync(Visitor visitor, params (string Name, string Value)[] fields) => visitor.SendAsync(HttpMethod.Post, $"{Page}/decisions", Form(fields));

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) => new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
}
