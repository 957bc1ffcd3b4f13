using System.Net;
using System.Net.Http.Json;
using EdgeProctoring.Hub.Tests.Running;

namespace EdgeProctoring.Hub.Tests.People;

/// <summary>Signing in with a form, and what a ticket is worth.</summary>
public class SignInTests(SharedHub shared) : IClassFixture<SharedHub>
{
    [Theory, InlineData("kk", "Кіру"), InlineData("ru", "Вход"), InlineData("en", "Sign in")]
    public async Task Speaks_the_persons_language(string language, string title)
    {
        var hub = shared.Hub;
        using var visitor = new Visitor(hub.Address);
        Assert.Contains($"<title>{title}", await visitor.Http.GetStringAsync($"/sign-in?lang={language}"), StringComparison.Ordinal);
        Assert.Contains($"<title>{title}", await visitor.Http.GetStringAsync("/sign-in"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lets_in_by_form_and_out_again()
    {
        var hub = shared.Hub;
        using var visitor = new Visitor(hub.Address);
        using var wrong = await PostAsync(visitor, "proctor", "wrong", "/wall");
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        using var right = await PostAsync(visitor, "proctor", HubFolder.Password, "/wall");
        Assert.Equal((HttpStatusCode.Redirect, "/wall"), (right.StatusCode, right.Headers.Location!.ToString()));
        var page = await visitor.Http.GetStringAsync("/wall");
        Assert.Contains("proctor person", page, StringComparison.Ordinal);
        using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", await visitor.TokenAsync())]);
        using var left = await visitor.Http.PostAsync("/sign-out", form);
        Assert.Equal(HttpStatusCode.Redirect, left.StatusCode);
        using var closed = await visitor.Http.GetAsync("/wall");
        Assert.Equal(HttpStatusCode.Unauthorized, closed.StatusCode);
    }

    [Theory, InlineData("https://elsewhere.example/"), InlineData("//elsewhere.example/"), InlineData("/\\elsewhere.example")]
    public async Task Never_sends_a_person_to_a_foreign_page(string back)
    {
        var hub = shared.Hub;
        using var visitor = new Visitor(hub.Address);
        using var reply = await PostAsync(visitor, "proctor", HubFolder.Password, back);
        Assert.Equal("/", reply.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Takes_no_decision_without_the_token_of_our_own_page()
    {
        var hub = shared.Hub;
        using var proctor = await Visitor.SignedInAsync(hub.Address, Hub.People.Roles.Proctor);
        using var reply = await proctor.Http.PostAsJsonAsync($"/api/v1/exams/{HubFolder.Exam}/incidents/x/verdicts", new { decision = "confirm" });
        Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
    }

    [Fact]
    public async Task Ends_a_ticket_when_the_accounts_rights_change()
    {
        var hub = shared.Hub;
        using var dean = await Visitor.SignedInAsync(hub.Address, Hub.People.Roles.Dean);
        Assert.Contains("dean person", await dean.Http.GetStringAsync("/wall"), StringComparison.Ordinal);
        await using (var database = hub.Folder.Open())
        {
            await Hub.Storage.DatabaseExtensions.WriteAsync(database, session => session.DoAsync("UPDATE users SET stamp = 'other' WHERE login = 'dean'", CancellationToken.None), CancellationToken.None);
        }
        using var reply = await dean.Http.GetAsync("/wall");
        Assert.Equal(HttpStatusCode.Unauthorized, reply.StatusCode);
    }

    private static async Task<HttpResponseMessage> PostAsync(Visitor visitor, string login, string password, string back)
    {
        using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", await visitor.TokenAsync("/sign-in")), new("login", login), new("password", password), new("back", back)]);
        return await visitor.Http.PostAsync("/sign-in", form);
    }
}
