// Package scene holds finished pictures: boxes, lines, words and marks with
// their places, each group with the role it plays and the id of what it stands
// for.
//
// A view makes a [Scene], a format writes it as bytes. Geometry is in px with y
// downwards, and text is already wrapped, so that a format only has to copy.
// Colours are named by what they say ([Paint]); a [Theme] turns the names into
// colours.
package scene

// Scene is a finished picture. Its groups are listed in the order in which they
// are painted, which is also the order in which they are read.
type Scene struct {
	Width, Height float64
	Title         string // what the picture is called; shown as its name, not drawn
	Desc          string // what the picture shows, in a sentence or two
	Lang          string // language of its words, as a BCP 47 tag; empty where unknown
	Groups        []Group
}

// Role says what a group is in the picture.
type Role string

// The roles. A group without a role only gathers others.
const (
	RoleTitle      Role = "title"
	RolePhase      Role = "phase"
	RoleColumn     Role = "column"
	RoleLane       Role = "lane"
	RoleLine       Role = "line"
	RoleEvidence   Role = "evidence"
	RoleTouchpoint Role = "touchpoint"
	RoleChoice     Role = "choice"
	RoleWay        Role = "way"
	RoleLink       Role = "link"
	RoleLabel      Role = "label"
	RoleMark       Role = "mark"
	RoleLegend     Role = "legend"
)

// Roles lists the roles in the order in which a picture shows them.
func Roles() []Role {
	return []Role{
		RoleTitle, RolePhase, RoleColumn, RoleLane, RoleLine, RoleEvidence, RoleTouchpoint,
		RoleChoice, RoleWay, RoleLink, RoleLabel, RoleMark, RoleLegend,
	}
}

// Group is one thing in the picture with everything that draws it.
type Group struct {
	Role  Role
	ID    string  // id of what the group stands for; empty where that has none
	Data  []Datum // facts about it, in a fixed order
	Name  string  // what to call it when it is read aloud
	Tip   string  // more about it, shown on demand
	Href  string  // where it leads; a format drops what is not a harmless address
	List  bool    // its groups are the items of a list
	Items []Item  // painted first to last, before the groups inside
	Inner []Group
}

// Datum is one named fact about a group. The name is in lower case with dashes.
type Datum struct{ Name, Value string }

// Get returns the fact of that name, or "" where the group has none.
func (g Group) Get(name string) string {
	for _, d := range g.Data {
		if d.Name == name {
			return d.Value
		}
	}
	return ""
}

// Walk calls visit for every group of the scene in the order of painting, outer
// before inner.
func (s *Scene) Walk(visit func(Group)) {
	if s != nil {
		walk(s.Groups, visit)
	}
}

func walk(groups []Group, visit func(Group)) {
	for _, g := range groups {
		visit(g)
		walk(g.Inner, visit)
	}
}

// Find returns the groups of that role, in the order of painting.
func (s *Scene) Find(role Role) []Group {
	var found []Group
	s.Walk(func(g Group) {
		if g.Role == role {
			found = append(found, g)
		}
	})
	return found
}
