using System.Text.RegularExpressions;
using EdgeProctoring.Hub.Dashboard;
using EdgeProctoring.Hub.RemoteExams;

namespace EdgeProctoring.Hub.Tests.RemoteExams;

public partial class RemoteTextsTests
{
    [Theory, InlineData("kk"), InlineData("ru")]
    public void Holds_every_word_in_every_language_with_the_same_gaps_and_lines(string language)
    {
        var (own, english) = (RemoteTexts.In(language), RemoteTexts.In("en"));
        Assert.Equal(english.Keys.Order(), own.Keys.Order());
        Assert.DoesNotContain(english.Keys, key => Gaps(own[key]) != Gaps(english[key]) || own[key].Length == 0);
    }

    [Fact]
    public void Has_every_word_that_the_pages_ask_for()
    {
        var sources = Directory.GetFiles(Checkout.File("hub", "web", "src", "exam"), "*.ts").Concat(Directory.GetFiles(Checkout.File("hub", "EdgeProctoring.Hub", "RemoteExams", "Pages"), "*.razor"));
        var asked = sources.SelectMany(file => Asked().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.True(asked.Count > 60);
        Assert.Empty(asked.Except(RemoteTexts.In("en").Keys));
    }

    [Fact]
    public void Has_a_reason_and_a_cure_for_every_refusal_of_the_computer_check()
    {
        var refusals = Refused().Matches(File.ReadAllText(Checkout.File("hub", "web", "src", "exam", "checks.ts"))).Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.True(refusals.Count > 10);
        Assert.Empty(refusals.SelectMany(refusal => (string[])[$"reason.{refusal}", $"cure.{refusal}"]).Except(RemoteTexts.In("en").Keys));
    }

    [Fact]
    public void Speaks_the_languages_of_the_other_pages() => Assert.All(Texts.Languages, language => Assert.Equal(language, RemoteTexts.In(language).Language));

    private static string Gaps(string text) => string.Join(',', Gap().Matches(text).Select(match => match.Value).Order().Distinct());

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Gap();

    [GeneratedRegex(@"[wW]ords(?:\.of|\.steps|\.Of)?[\(\[]['""]([a-zA-Z.]+[a-zA-Z])['""]")]
    private static partial Regex Asked();

    [GeneratedRegex(@"'((?:browser|camera|mic|light|noise|display|screen|upload)\.[a-z]+)'")]
    private static partial Regex Refused();
}
