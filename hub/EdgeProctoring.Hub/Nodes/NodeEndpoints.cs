using System.Security.Claims;
using System.Text.Json;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Hosting;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace EdgeProctoring.Hub.Nodes;

/// <summary>The fleet: who is there and how they do, new nodes, commands, revocation.</summary>
internal static class NodeEndpoints
{
    private static readonly string[] _profiles = ["pi4", "pi5", "jetson", "x64"];
    private static readonly string[] _commands = ["identify", "snapshot"];

    public static void MapNodes(this IEndpointRouteBuilder routes)
    {
        var nodes = routes.MapGroup("/api/v1/nodes").WithTags("Nodes");
        nodes.MapGet("", List).RequireAuthorization(Rights.SeeNodes);
        nodes.MapGet("/{node}/heartbeats", HistoryAsync).RequireAuthorization(Rights.SeeNodes);
        nodes.MapPost("/{node}/commands", CommandAsync).RequireAuthorization(Rights.RunNodes);
        nodes.MapPost("/{node}/revocation", RevokeAsync).RequireAuthorization(Rights.RevokeNodes).RequireFreshForDangers();
        var claims = routes.MapGroup("/api/v1/claims").WithTags("Nodes").RequireAuthorization(Rights.RunNodes);
        claims.MapGet("", ListClaimsAsync);
        claims.MapPost("", InviteAsync);
        claims.MapPost("/{claim}/approval", ApproveAsync).RequireFreshForDangers();
        claims.MapDelete("/{claim}", RefuseAsync);
    }

    private static Ok<IReadOnlyList<NodeView>> List(NodeBoard nodes) => TypedResults.Ok(nodes.List());

    private static async Task<Ok<Page<JsonElement>>> HistoryAsync(string node, [AsParameters] PageWish page, IDatabase database, CancellationToken cancel)
    {
        await using var session = await database.ReadAsync(cancel);
        var after = long.TryParse(page.After, out var at) ? at : long.MaxValue;
        var beats = await session.ListAsync($"SELECT body, at_us FROM heartbeats WHERE node = @node AND at_us < @after ORDER BY at_us DESC LIMIT {page.Size + 1}",
            row => (Body: JsonSerializer.Deserialize<JsonElement>(row.GetString(0)), At: row.GetInt64(1)), cancel, ("@node", node), ("@after", after));
        var cut = page.Cut(beats, beat => beat.At.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return TypedResults.Ok(new Page<JsonElement>([.. cut.Items.Select(beat => beat.Body)], cut.Next));
    }

    private static async Task<Results<Accepted<CommandReply>, NotFound, ValidationProblem>> CommandAsync(string node, CommandRequest request, ClaimsPrincipal person, NodeBoard nodes, BrokerOutbox outbox,
        Ledger ledger, IOptions<CampusOptions> campus, TimeProvider time, CancellationToken cancel)
    {
        var errors = new FieldErrors();
        errors.Require(_commands.Contains(request.Name), "name", request.Name, string.Join(", ", _commands));
        errors.Number("seconds", request.Seconds, 1, 300);
        var arguments = request.Arguments ?? new Dictionary<string, string>();
        errors.Require(arguments.Count <= Limits.CommandArguments && arguments.All(pair => pair.Key.Length <= Limits.LabelLength && pair.Value?.Length <= Limits.LabelLength), "arguments", arguments.Count, $"at most {Limits.CommandArguments}, short");
        if (errors.Any)
        {
            return errors.Problem();
        }
        if (!nodes.IsKnown(node))
        {
            return TypedResults.NotFound();
        }
        var now = time.GetUtcNow();
        var command = new NodeCommand { Id = Guid.CreateVersion7(now).ToString(), Name = request.Name!, Issued = now, Expires = now.AddSeconds(request.Seconds ?? 30), Arguments = arguments };
        await ledger.DoAsync(async (entry, stop) =>
        {
            await entry.Session.DoAsync("INSERT INTO commands (id, node, name, arguments, by_user, issued_us, expires_us) VALUES (@id, @node, @name, @arguments, @by, @issued, @expires)", stop,
                ("@id", command.Id), ("@node", node), ("@name", command.Name), ("@arguments", JsonSerializer.Serialize(arguments)), ("@by", Person.Of(person).Id),
                ("@issued", WireTime.ToMicroseconds(command.Issued)), ("@expires", WireTime.ToMicroseconds(command.Expires)));
            await entry.AuditAsync(Person.Of(person).Who, $"node.command.{command.Name}", node, null, command.Id, stop);
            return true;
        }, cancel);
        outbox.Post(new Topics(campus.Value.Name, node).Command(command.Name), Wire.Encode(command), retain: false);
        return TypedResults.Accepted((string?)null, new CommandReply(command.Id, command.Expires));
    }

    private static async Task<Results<NoContent, NotFound, ValidationProblem>> RevokeAsync(string node, RevocationRequest request, ClaimsPrincipal person, Enrolment enrolment, CancellationToken cancel)
    {
        var errors = new FieldErrors();
        var reason = errors.Text("reason", request.Reason, needed: true);
        return errors.Any ? errors.Problem() : await enrolment.RevokeAsync(node, reason!, Person.Of(person), cancel) ? TypedResults.NoContent() : TypedResults.NotFound();
    }

    private static async Task<Ok<IReadOnlyList<ClaimView>>> ListClaimsAsync(IDatabase database, TimeProvider time, CancellationToken cancel)
    {
        await using var session = await database.ReadAsync(cancel);
        return TypedResults.Ok<IReadOnlyList<ClaimView>>([.. (await ClaimStore.ListOpenAsync(session, time.GetUtcNow(), cancel))
            .Select(claim => new ClaimView(claim.Id, claim.Node, claim.Profile, claim.Until, claim.Fingerprint, claim.Hardware, claim.Software))]);
    }

    private static async Task<Results<Created<Invitation>, ValidationProblem, ProblemHttpResult>> InviteAsync(InvitationRequest request, ClaimsPrincipal person, Enrolment enrolment, CancellationToken cancel)
    {
        var errors = new FieldErrors();
        errors.Require(request.Node is not null && Topics.IsName(request.Node) && request.Node is not ("hub" or "server" or "root" or "configuration"), "node", request.Node, "1 to 48 small letters, digits or hyphens; not 'hub' or 'server'");
        errors.Require(_profiles.Contains(request.Profile ?? "x64"), "profile", request.Profile, string.Join(", ", _profiles));
        errors.Require(request.Code is null || Enrolment.IsCode(request.Code), "code", request.Code, "the ten letters and digits that the node shows, or nothing");
        if (errors.Any)
        {
            return errors.Problem();
        }
        if (!enrolment.IsOpen)
        {
            return TypedResults.Problem("This hub issues no certificates: set Signing:IssuingCertificate and Signing:IssuingKey ('ca issuing' makes them).", statusCode: StatusCodes.Status409Conflict);
        }
        if (await enrolment.InviteAsync(request.Node!, request.Profile ?? "x64", request.Code, Person.Of(person), cancel) is not var (claim, code))
        {
            errors.Require(false, "code", request.Code, "a code that was not entered before: the node shows a new one after a day");
            return errors.Problem();
        }
        return TypedResults.Created((string?)null, new Invitation(claim.Id, $"{code[..5]}-{code[5..]}", claim.Until));
    }

    private static async Task<Results<NoContent, NotFound>> ApproveAsync(string claim, ClaimsPrincipal person, Enrolment enrolment, CancellationToken cancel) =>
        await enrolment.ApproveAsync(claim, Person.Of(person), cancel) ? TypedResults.NoContent() : TypedResults.NotFound();

    private static async Task<Results<NoContent, NotFound>> RefuseAsync(string claim, ClaimsPrincipal person, Enrolment enrolment, CancellationToken cancel) =>
        await enrolment.RefuseAsync(claim, Person.Of(person), cancel) ? TypedResults.NoContent() : TypedResults.NotFound();

    private sealed record CommandRequest(string? Name, int? Seconds, Dictionary<string, string>? Arguments);

    private sealed record CommandReply(string Command, DateTimeOffset Expires);

    private sealed record RevocationRequest(string? Reason);

    private sealed record InvitationRequest(string? Node, string? Profile, string? Code = null);

    private sealed record Invitation(string Claim, string Code, DateTimeOffset Until);

    private sealed record ClaimView(string Claim, string Node, string Profile, DateTimeOffset Until, string? Fingerprint, string? Hardware, string? Software);
}
