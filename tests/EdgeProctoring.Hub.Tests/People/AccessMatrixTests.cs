using System.Net;
using System.Net.Http.Json;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Tests.Running;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeProctoring.Hub.Tests.People;

/// <summary>Who may do what: every endpoint × every role. An endpoint without a row here fails.</summary>
public partial class AccessMatrixTests(SharedHub shared) : IClassFixture<SharedHub>
{
    private const string Anybody = "*";
    private const string Nodes = "nodes";

    private static readonly string[] _examReaders = [.. Roles.All.Except([Roles.Student])];

    /// <summary>Method and route → the roles that get in; everybody else must not.</summary>
    private static readonly Dictionary<string, string[]> _matrix = new()
    {
        ["GET /health/live"] = [Anybody],
        ["GET /health/ready"] = [Anybody],
        ["GET /sign-in"] = [Anybody],
        ["POST /sign-in"] = [Anybody],
        ["GET /api/v1/session"] = [.. Roles.All],
        ["POST /api/v1/session"] = [Anybody],
        ["GET /sign-in/campus"] = [Anybody],
        ["GET /sign-in/campus/callback"] = [Anybody],
        ["GET /launch/{partner}"] = [Anybody],
        ["POST /sign-in/code"] = [Anybody],
        ["GET /password"] = [Anybody],
        ["POST /password"] = [Anybody],
        ["GET /password/forgotten"] = [Anybody],
        ["POST /password/forgotten"] = [Anybody],
        ["DELETE /api/v1/session"] = [.. Roles.All],
        ["POST /api/v1/session/proof"] = [.. Roles.All],
        ["GET /api/v1/people/"] = [Roles.Administrator],
        ["PUT /api/v1/people/{login}"] = [Roles.Administrator],
        ["POST /api/v1/people/{login}/password-link"] = [Roles.Administrator],
        ["DELETE /api/v1/people/{login}/second-factor"] = [Roles.Administrator],
        ["DELETE /api/v1/people/{login}/sessions"] = [Roles.Administrator],
        ["POST /sign-out"] = [.. Roles.All],
        ["GET /"] = [.. Roles.All],
        ["GET /wall"] = [Roles.Administrator, Roles.It, Roles.Dean, Roles.Compliance, Roles.Proctor],
        ["GET /design"] = [.. Roles.All],
        ["GET /nodes"] = [Roles.Administrator, Roles.It, Roles.Dean, Roles.Compliance],
        ["GET /nodes/{node}"] = [Roles.Administrator, Roles.It, Roles.Dean, Roles.Compliance],
        ["GET /exams"] = _examReaders,
        ["GET /exams/{exam}"] = _examReaders,
        ["GET /exams/{exam}/rooms/{room}"] = [Roles.It, Roles.Dean, Roles.Compliance, Roles.Proctor],
        ["GET /exams/{exam}/import"] = [Roles.ExamOffice],
        ["POST /exams/{exam}/import"] = [Roles.ExamOffice],
        ["GET /exams/{exam}/ledger"] = [Roles.Administrator, Roles.It, Roles.Dean, Roles.Compliance, Roles.ExamOffice],
        ["POST /exams/{exam}/ledger/acceptance"] = [Roles.Compliance],
        ["POST /exams/{exam}/ledger/seal"] = [Roles.Compliance],
        ["GET /review"] = [Roles.Dean, Roles.Compliance, Roles.Proctor, Roles.Commission],
        ["GET /review/{exam}/{sitting}"] = [Roles.Dean, Roles.Compliance, Roles.Proctor, Roles.Commission],
        ["POST /review/{exam}/{sitting}/decisions"] = [Roles.Proctor],
        ["POST /review/{exam}/{sitting}/judgement"] = [Roles.Proctor],
        ["GET /students"] = [Roles.Administrator, Roles.Dean, Roles.Compliance, Roles.Proctor, Roles.Commission, Roles.ExamOffice],
        ["GET /students/{exam}/{sitting}"] = [Roles.Administrator, Roles.Dean, Roles.Compliance, Roles.Proctor, Roles.Commission, Roles.ExamOffice],
        ["GET /students/{exam}/{sitting}/report"] = [Roles.Dean, Roles.Compliance, Roles.Proctor, Roles.Commission],
        ["GET /audit"] = [Roles.Administrator, Roles.Compliance],
        ["GET /audit/export"] = [Roles.Administrator, Roles.Compliance],
        ["POST /wall/exams/{exam}/incidents/{incident}/handling"] = [Roles.Proctor],
        ["GET /wall/feed"] = [Roles.Administrator, Roles.It, Roles.Dean, Roles.Compliance, Roles.Proctor],
        ["GET /spot-checks/"] = [Roles.Dean, Roles.Compliance],
        ["POST /spot-checks/draws"] = [Roles.Dean, Roles.Compliance],
        ["POST /spot-checks/choices"] = [Roles.Dean, Roles.Compliance],
        ["GET /spot-checks/{visit}"] = [Roles.Dean, Roles.Compliance],
        ["GET /spot-checks/{visit}/draw"] = [Roles.Dean, Roles.Compliance],
        ["PUT /spot-checks/{visit}/pictures/{sha}"] = [Roles.Dean, Roles.Compliance],
        ["POST /spot-checks/{visit}/signature"] = [Roles.Dean, Roles.Compliance],
        ["GET /samples"] = [Roles.Compliance, Roles.Commission],
        ["POST /samples"] = [Roles.Compliance, Roles.Commission],
        ["GET /samples/{sample}/{number}"] = [Roles.Compliance, Roles.Commission],
        ["POST /samples/{sample}/{number}"] = [Roles.Compliance, Roles.Commission],
        ["GET /media/{evidence}"] = [Roles.Dean, Roles.Compliance, Roles.Proctor, Roles.Commission],
        ["GET /api/v1/exams/{exam}/incidents"] = [Roles.Administrator, Roles.Dean, Roles.Compliance, Roles.Proctor, Roles.Commission, Roles.ExamOffice],
        ["POST /api/v1/exams/{exam}/incidents/{incident}/verdicts"] = [Roles.Proctor],
        ["GET /api/v1/exams/{exam}/completeness"] = [Roles.Administrator, Roles.It, Roles.Dean, Roles.Compliance, Roles.ExamOffice],
        ["GET /api/v1/exams/{exam}/record/head"] = [Roles.Administrator, Roles.It, Roles.Dean, Roles.Compliance, Roles.ExamOffice],
        ["GET /api/v1/exams/{exam}/record/head.svg"] = [Roles.Administrator, Roles.It, Roles.Dean, Roles.Compliance, Roles.ExamOffice],
        ["POST /api/v1/exams/{exam}/completeness/{point}/acceptance"] = [Roles.Compliance],
        ["POST /api/v1/exams/{exam}/seal"] = [Roles.Compliance],
        ["POST /api/v1/exams/{exam}/roster/preview"] = [Roles.ExamOffice],
        ["POST /api/v1/exams/{exam}/roster/"] = [Roles.ExamOffice],
        ["GET /api/v1/courses"] = _examReaders,
        ["PUT /api/v1/courses/{course}"] = [Roles.ExamOffice],
        ["GET /api/v1/groups"] = _examReaders,
        ["PUT /api/v1/groups/{group}"] = [Roles.ExamOffice],
        ["GET /api/v1/rooms"] = _examReaders,
        ["GET /api/v1/rooms/{room}"] = _examReaders,
        ["PUT /api/v1/rooms/{room}"] = [Roles.It, Roles.ExamOffice],
        ["GET /api/v1/packs"] = _examReaders,
        ["POST /api/v1/packs"] = [Roles.Administrator, Roles.ExamOffice],
        ["GET /api/v1/exams/"] = _examReaders,
        ["GET /api/v1/exams/{exam}"] = _examReaders,
        ["PUT /api/v1/exams/{exam}"] = [Roles.ExamOffice],
        ["DELETE /api/v1/exams/{exam}"] = [Roles.ExamOffice],
        ["PUT /api/v1/exams/{exam}/aids"] = [Roles.Examiner, Roles.ExamOffice],
        ["PUT /api/v1/exams/{exam}/sittings/{sitting}/accommodations"] = [Roles.ExamOffice],
        ["POST /api/v1/exams/{exam}/seating/preview"] = [Roles.ExamOffice],
        ["POST /api/v1/exams/{exam}/seating/"] = [Roles.ExamOffice],
        ["GET /api/v1/exams/{exam}/sittings"] = _examReaders,
        ["GET /api/v1/exams/{exam}/sittings/{sitting}"] = _examReaders,
        ["POST /api/v1/exams/{exam}/sittings/{sitting}/steps"] = [Roles.Proctor],
        ["POST /api/v1/exams/{exam}/sittings/{sitting}/outcome"] = [Roles.Dean, Roles.Commission],
        ["POST /api/v1/exams/{exam}/rooms/{room}/steps"] = [Roles.Proctor],
        ["POST /api/v1/exams/{exam}/steps"] = [Roles.Dean, Roles.ExamOffice],
        ["GET /exam"] = [Roles.Student],
        ["GET /exam/{sitting}"] = [Roles.Student],
        ["GET /exam/{sitting}/paper"] = [Roles.Student],
        ["GET /exam/{sitting}/state"] = [Roles.Student],
        ["GET /exam/{sitting}/clock"] = [Roles.Student],
        ["POST /exam/{sitting}/steps/{step}"] = [Roles.Student],
        ["POST /exam/{sitting}/segments"] = [Roles.Student],
        ["PUT /exam/{sitting}/streams/{stream}/{segment}/{seq}"] = [Roles.Student],
        ["POST /exam/{sitting}/upload-test"] = [Roles.Student],
        ["POST /exam/{sitting}/messages"] = [Roles.Student],
        ["GET /exam/{sitting}/talk"] = [Roles.Student],
        ["GET /exam/{sitting}/after"] = [Roles.Student],
        ["GET /exam/{sitting}/photos/{evidence}"] = [Roles.Student],
        ["POST /api/v1/exams/{exam}/remote/{sitting}/messages"] = [Roles.Proctor],
        ["GET /remote"] = [Roles.Proctor],
        ["POST /remote/{sitting}"] = [Roles.Proctor],
        ["GET /api/v1/exams/{exam}/remote"] = [Roles.Administrator, Roles.It, Roles.Dean, Roles.Compliance, Roles.Proctor, Roles.Examiner, Roles.ExamOffice],
        ["POST /api/v1/exams/{exam}/remote/{sitting}/{step}"] = [Roles.Proctor],
        ["POST /edgeproctoring.v1.Evidence/GetUpload"] = [Nodes],
        ["POST /edgeproctoring.v1.Evidence/Upload"] = [Nodes],
        ["POST /edgeproctoring.v1.Evidence/Complete"] = [Nodes],
        ["POST /edgeproctoring.v1.Evidence/{grpcMethod}"] = [Nodes],
        ["POST /edgeproctoring.v1.NodeControl/Watch"] = [Nodes],
        ["POST /edgeproctoring.v1.NodeControl/Report"] = [Nodes],
        ["POST /edgeproctoring.v1.NodeControl/{grpcMethod}"] = [Nodes],
        ["POST /edgeproctoring.v1.Live/Serve"] = [Nodes],
        ["POST /edgeproctoring.v1.Live/{grpcMethod}"] = [Nodes],
        ["POST /edgeproctoring.v1.Replay/Serve"] = [Nodes],
        ["POST /edgeproctoring.v1.Replay/{grpcMethod}"] = [Nodes],
        ["POST /edgeproctoring.v1.Models/List"] = [Nodes],
        ["POST /edgeproctoring.v1.Models/Fetch"] = [Nodes],
        ["POST /edgeproctoring.v1.Models/{grpcMethod}"] = [Nodes],
        // Open to whoever has a code (Claim), or closed by the method itself (Renew); neither on the people's port.
        ["POST /edgeproctoring.v1.Enrolment/Claim"] = [Nodes, Anybody],
        ["POST /edgeproctoring.v1.Enrolment/Renew"] = [Nodes, Anybody],
        ["POST /edgeproctoring.v1.Enrolment/{grpcMethod}"] = [Nodes, Anybody],
        ["GET /api/v1/exams/{exam}/holds"] = [Roles.Administrator, Roles.It, Roles.Dean, Roles.Compliance, Roles.ExamOffice],
        ["POST /api/v1/exams/{exam}/holds"] = [Roles.Dean, Roles.Compliance, Roles.Commission],
        ["DELETE /api/v1/exams/{exam}/holds/{hold}"] = [Roles.Dean, Roles.Compliance, Roles.Commission],
        ["GET /api/v1/exams/{exam}/deletions"] = [Roles.Administrator, Roles.It, Roles.Dean, Roles.Compliance, Roles.ExamOffice],
        ["POST /api/v1/exams/{exam}/deletions"] = [Roles.Compliance],
        ["GET /api/v1/openapi.json"] = [.. Roles.All],
        ["GET /metrics"] = [Roles.Administrator, Roles.It],
        ["GET /api/v1/webhooks/"] = [Roles.Administrator],
        ["POST /api/v1/webhooks/"] = [Roles.Administrator],
        ["DELETE /api/v1/webhooks/{webhook}"] = [Roles.Administrator],
        ["GET /api/v1/nodes/"] = [Roles.Administrator, Roles.It, Roles.Dean, Roles.Compliance],
        ["GET /api/v1/nodes/{node}/heartbeats"] = [Roles.Administrator, Roles.It, Roles.Dean, Roles.Compliance],
        ["POST /api/v1/nodes/{node}/commands"] = [Roles.It],
        ["POST /api/v1/nodes/{node}/revocation"] = [Roles.Administrator, Roles.It],
        ["GET /live/{node}/{camera}"] = [Roles.It, Roles.Dean, Roles.Compliance, Roles.Proctor],
        ["GET /api/v1/claims/"] = [Roles.It],
        ["POST /api/v1/claims/"] = [Roles.It],
        ["POST /api/v1/claims/{claim}/approval"] = [Roles.It],
        ["DELETE /api/v1/claims/{claim}"] = [Roles.It],
        ["POST /{grpcService}/{grpcMethod}"] = [Nodes],
    };

    [Fact]
    public async Task Has_a_row_for_every_endpoint_and_lets_in_exactly_the_roles_of_the_row()
    {
        var hub = shared.Hub;
        var endpoints = Endpoints(hub);
        Assert.Empty(endpoints.Select(endpoint => $"{endpoint.Method} {endpoint.Route}").Except(_matrix.Keys));

        var failures = new List<string>();
        using var nobody = new Visitor(hub.Address);
        await CheckAsync(nobody, "nobody", endpoints, failures);
        foreach (var role in Roles.All)
        {
            using var visitor = await Visitor.SignedInAsync(hub.Address, role);
            await CheckAsync(visitor, role, endpoints, failures);
        }
        Assert.Empty(failures);
    }

    [Fact]
    public async Task Names_a_right_or_is_open_on_purpose_at_every_endpoint()
    {
        var hub = shared.Hub;
        var unguarded = hub.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAuthorizeData>()?.Policy is null && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null)
            .Select(endpoint => endpoint.RoutePattern.RawText);
        Assert.DoesNotContain(unguarded, route => route?.Contains("{grpcMethod}", StringComparison.Ordinal) == false);
    }

    /// <summary>Whoever may deal with one exam alone finds another one as missing as one that does not exist, at every endpoint and in every role.</summary>
    [Fact]
    public async Task Finds_a_foreign_exam_as_missing_as_none()
    {
        var hub = shared.Hub;
        using var office = await Visitor.SignedInAsync(hub.Address, Roles.ExamOffice);
        using var planned = await office.PutAsync("/api/v1/exams/foreign-1", new { title = "Foreign", from = TimeProvider.System.GetUtcNow().AddHours(1), minutes = 60, pack = "default", rooms = new[] { new { room = "205", staff = 1 } } });
        Assert.Equal(HttpStatusCode.NoContent, planned.StatusCode);
        var endpoints = Endpoints(hub).Where(endpoint => endpoint.Route.Contains("{exam}", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(endpoints);
        var failures = new List<string>();
        foreach (var role in Roles.All.Except([Roles.Administrator]))
        {
            await SaveAsync(hub, role, $"exam:{HubFolder.Exam}");
            using var visitor = new Visitor(hub.Address);
            using var signedIn = await visitor.Http.PostAsJsonAsync("/api/v1/session", new { login = $"{role}-scoped", password = HubFolder.Password });
            Assert.Equal(HttpStatusCode.NoContent, signedIn.StatusCode);
            foreach (var (method, route) in endpoints.Where(endpoint => _matrix[$"{endpoint.Method} {endpoint.Route}"].Contains(role)))
            {
                var (own, foreign, missing) = (await StatusAsync(visitor, method, route, HubFolder.Exam), await StatusAsync(visitor, method, route, "foreign-1"), await StatusAsync(visitor, method, route, "none"));
                var reaches = own is not (HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized) && (own != HttpStatusCode.NotFound || Parameter().Count(route) > 1);
                if (!reaches || foreign != HttpStatusCode.NotFound || missing != HttpStatusCode.NotFound)
                {
                    failures.Add($"{role}: {method} {route} answered own {(int)own}, foreign {(int)foreign}, missing {(int)missing}");
                }
            }
            if (_examReaders.Contains(role))
            {
                var list = await visitor.Http.GetFromJsonAsync<System.Text.Json.JsonElement>("/api/v1/exams");
                Assert.Equal([HubFolder.Exam], list.GetProperty("items").EnumerateArray().Select(exam => exam.GetProperty("id").GetString()));
            }
        }
        Assert.Empty(failures);
    }

    /// <summary>Whoever watches one room sees and does what concerns it, and nothing of the exam around it, whatever the query claims.</summary>
    [Theory, InlineData("room:204"), InlineData("assigned")]
    public async Task Keeps_whoever_watches_one_room_to_that_room(string scope)
    {
        var hub = shared.Hub;
        await hub.Services.GetRequiredService<Ledger>().DoAsync((entry, cancel) => entry.Session.DoAsync("INSERT INTO exam_staff (exam, room, by_user) VALUES (@exam, '204', 'u-proctor-scoped'), (@exam, '204', 'u-dean-scoped') ON CONFLICT DO NOTHING",
            cancel, ("@exam", HubFolder.Exam)), CancellationToken.None);
        var exam = $"/api/v1/exams/{HubFolder.Exam}";
        (string Role, string Method, string Path, bool Open)[] tries =
        [
            (Roles.Proctor, "GET", exam, true), (Roles.Proctor, "GET", $"{exam}/sittings?room=204", true), (Roles.Proctor, "GET", $"{exam}/incidents?room=204", true),
            (Roles.Proctor, "GET", $"{exam}/sittings/{HubFolder.Exam}.204.1", true), (Roles.Proctor, "POST", $"{exam}/rooms/204/steps", true),
            (Roles.Proctor, "GET", $"{exam}/sittings", false), (Roles.Proctor, "GET", $"{exam}/sittings?room=205", false), (Roles.Proctor, "GET", $"{exam}/incidents", false),
            (Roles.Proctor, "POST", $"{exam}/rooms/205/steps", false), (Roles.Dean, "POST", $"{exam}/steps?room=204", false), (Roles.Dean, "GET", $"{exam}/completeness?room=204", false),
            (Roles.Dean, "POST", $"{exam}/holds?room=204", false),
        ];
        foreach (var role in (string[])[Roles.Proctor, Roles.Dean])
        {
            await SaveAsync(hub, role, scope);
            using var visitor = new Visitor(hub.Address);
            using var signedIn = await visitor.Http.PostAsJsonAsync("/api/v1/session", new { login = $"{role}-scoped", password = HubFolder.Password });
            foreach (var (_, method, path, open) in tries.Where(one => one.Role == role))
            {
                using var reply = await visitor.SendAsync(new HttpMethod(method), path, method == "POST" ? JsonContent.Create(new { step = "none" }) : null);
                Assert.True(open == (reply.StatusCode != HttpStatusCode.NotFound), $"{role} {method} {path} answered {(int)reply.StatusCode}");
            }
        }
    }

    private static async Task<HttpStatusCode> StatusAsync(Visitor visitor, string method, string route, string exam)
    {
        var content = method is "POST" or "PUT" ? JsonContent.Create(new { decision = "none" }) : null;
        using var reply = await visitor.SendAsync(new HttpMethod(method), Parameter().Replace(route.Replace("{exam}", exam, StringComparison.Ordinal), "none"), content);
        return reply.StatusCode;
    }

    private static Task<int> SaveAsync(TestHub hub, string role, string scope) => hub.Services.GetRequiredService<Ledger>().DoAsync((entry, cancel) => UserStore.SaveAsync(entry.Session,
        new User($"u-{role}-scoped", $"{role}-scoped", role, SignIn.Hash($"{role}-scoped", HubFolder.Password), [role], "en", false, "s") { Scopes = [scope] }, cancel), CancellationToken.None);

    private static List<(string Method, string Route)> Endpoints(TestHub hub) => [.. hub.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["ANY"]).Select(method => (Method: method, Route: "/" + endpoint.RoutePattern.RawText!.TrimStart('/'))))];

    private static async Task CheckAsync(Visitor visitor, string role, List<(string Method, string Route)> endpoints, List<string> failures)
    {
        foreach (var (method, route) in endpoints.Where(endpoint => endpoint.Route != "/sign-out" && endpoint != ("DELETE", "/api/v1/session")))
        {
            var row = _matrix[$"{method} {route}"];
            using var request = new HttpRequestMessage(new HttpMethod(method), Parameter().Replace(route, "none"));
            if (method is "POST" or "PUT")
            {
                request.Content = JsonContent.Create(new { decision = "confirm" });
            }
            using var reply = await visitor.Http.SendAsync(request);
            var closed = reply.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;
            // Nobody signs in as a node on the people's port; signing in wrongly is refused, but not for the role.
            var expected = row.Contains(Nodes) ? closed || reply.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.UnsupportedMediaType
                : route.Contains("sign-in", StringComparison.Ordinal) || route.EndsWith("/proof", StringComparison.Ordinal) || route.StartsWith("/password", StringComparison.Ordinal) || (method == "POST" && route.Contains("session", StringComparison.Ordinal)) || closed != (row.Contains(Anybody) || row.Contains(role));
            if (!expected)
            {
                failures.Add($"{role}: {method} {route} answered {(int)reply.StatusCode}");
            }
        }
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"\{[a-z]+\}")]
    private static partial System.Text.RegularExpressions.Regex Parameter();
}
